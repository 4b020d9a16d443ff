import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectJpki } from '#clients/card/applets/jpki.ts';
import { readTries, USER_PIN, verify } from '#clients/card/pin.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '../profile.ts';
import { fileStore } from './file-store.ts';

let folder: string;
let made: PersonalisedCard;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaijo-card-'));
  made = await (await openLab()).issue();
});
afterAll(() => rm(folder, { recursive: true }));

async function freshFile(name: string): Promise<string> {
  const path = join(folder, name);
  await fileStore(path).save(made.memory);
  return path;
}

/** Runs the saving process until `wanted` saves were reported, kills it, and answers the last one reported. */
function killAfter(path: string, wanted: number): Promise<number> {
  const script = fileURLToPath(new URL('../../../card/test/saving-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let count = 0;
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    count += text.toString().split('\n').length - 1;
    if (count >= wanted) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve(Number(output.split('\n').at(-2))) : reject(new Error(String(signal))),
    );
  });
}

describe('a memory in a file', () => {
  it('lasts, and is for its owner alone', async () => {
    const path = await freshFile('lasting.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { card } = await insert(made, { store: fileStore(path) });
    await selectJpki(card);
    await expect(verify(card, USER_PIN, secret('0000'))).rejects.toMatchObject({ code: 'pin-wrong' });
    const again = await insert(made, { store: fileStore(path) });
    await selectJpki(again.card);
    expect(await readTries(again.card, USER_PIN)).toBe(2);
    await verify(again.card, USER_PIN, secret(PIN));
    expect((await fileStore(path).load()).references.userPin.tries).toBe(3);
  });

  it('survives SIGKILL with everything that was reported as kept', async () => {
    const path = await freshFile('killed.json');
    let before = 0;
    for (const saves of [1, 7, 23, 40]) {
      const reported = await killAfter(path, saves);
      const { reset, references } = await fileStore(path).load();
      expect(reported).toBeGreaterThan(before);
      // One more may have been kept without being reported
      expect([reported, reported + 1]).toContain(reset.counter);
      expect(references).toEqual(made.memory.references);
      before = reset.counter;
    }
  });

  it('is not disturbed by a file that a dead process left half written', async () => {
    const path = await freshFile('half.json');
    await writeFile(`${path}.new`, '{"references":{"us');
    expect(await fileStore(path).load()).toEqual(made.memory);
    await fileStore(path).save(made.memory);
    expect(await readdir(folder)).not.toContain('half.json.new');
  });

  it('of another version is refused at power-on, with a word about it', async () => {
    const path = await freshFile('older.json');
    const { userPin } = made.memory.references;
    await writeFile(path, JSON.stringify({ ...made.memory, references: { userPin } }));
    await expect(insert(made, { store: fileStore(path) })).rejects.toThrow(/another version/);
  });
});
