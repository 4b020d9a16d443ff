import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

// The long form of a seeded test: `npm run api:schedules -- --runs 10000`, `npm run api:fuzz -- --runs 100000 --seed 7`.

const FORMS = {
  schedules: { variable: 'API_SCHEDULES', runs: '10000', file: 'workers/api/test/schedules.edge.test.ts' },
  fuzz: { variable: 'API_FUZZ', runs: '100000', file: 'workers/api/test/fuzz.edge.test.ts' },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const form = FORMS[positionals[0] as keyof typeof FORMS];
if (!form) throw new Error(`one of ${Object.keys(FORMS).join(', ')} was expected`);

const root = resolve(import.meta.dirname, '../../..');
const vitest = spawn(
  process.execPath,
  [`${root}/node_modules/vitest/vitest.mjs`, 'run', '--project', 'api', form.file],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, [form.variable]: values.runs ?? form.runs, API_SEED: values.seed },
  },
);

/** Megabytes that every workerd under the test run holds together. */
async function workerdMegabytes(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')));
  const mine = texts.filter(
    (text) => /^Name:\s+workerd/m.test(text) && text.includes(`PPid:\t${vitest.pid}`),
  );
  return mine.reduce((sum, text) => sum + Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0), 0) / 1_024;
}

const readings: number[] = [];
const watch = setInterval(async () => readings.push(await workerdMegabytes()), 15_000);
vitest.once('exit', (code) => {
  clearInterval(watch);
  const told = readings.filter((megabytes) => megabytes > 0).map(Math.round);
  const at = (share: number) => told[Math.floor((told.length - 1) * share)] ?? 0;
  process.stdout.write(`workerd held ${at(0.25)} MB after a quarter, ${at(1)} MB at the end\n`);
  process.exitCode = code ?? 1;
});
