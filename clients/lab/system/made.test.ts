import { mkdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { spawnSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { MADE } from '#clients/operator/wrangler.ts';
import { alone, makeOnce } from './made.ts';

const NAME = `test-${process.pid}`;
const LOCK = `${MADE}locks/${NAME}`;
const FILE = `${MADE}${NAME}/made.txt`;
afterEach(async () => {
  await rm(LOCK, { force: true });
  await rm(`${MADE}${NAME}`, { recursive: true, force: true });
});

it('work of one name is done by one at a time, also after work that failed', async () => {
  let [now, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, ++now);
    await setTimeout(20);
    now--;
    if (++done === 1) throw new Error('the first one fails');
  };
  const ended = await Promise.allSettled([1, 2, 3].map(() => alone(NAME, work)));
  expect([most, done, ended.filter(({ status }) => status === 'rejected').length]).toEqual([1, 3, 1]);
});

it('a lock that its process left behind holds nobody up', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  await mkdir(`${MADE}locks`, { recursive: true });
  await writeFile(LOCK, String(pid));
  expect(await alone(NAME, async () => 'done')).toBe('done');
});

it('what several ask for at once is made once, and again when what it is made from is newer', async () => {
  let made = 0;
  const make = async () => {
    made++;
    await mkdir(`${MADE}${NAME}`, { recursive: true });
    await setTimeout(20);
    await writeFile(FILE, 'made');
  };
  await Promise.all([1, 2, 3].map(() => makeOnce(FILE, ['package-lock.json'], make)));
  expect(made).toBe(1);
  await setTimeout(20);
  await writeFile(`${MADE}${NAME}/source.txt`, 'newer');
  await makeOnce(FILE, [`.kaijo/${NAME}`], make);
  expect(made).toBe(2);
});
