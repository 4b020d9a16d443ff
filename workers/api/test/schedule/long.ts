import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

// `npm run lab -- api:schedules --runs 10000 --seed 7`: the long form of schedules.edge.test.ts.

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const root = resolve(import.meta.dirname, '../../../..');
const vitest = spawn(
  process.execPath,
  [
    `${root}/node_modules/vitest/vitest.mjs`,
    'run',
    '--project',
    'api',
    'workers/api/test/schedules.edge.test.ts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, API_SCHEDULES: values.runs, API_SEED: values.seed } },
);
vitest.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
