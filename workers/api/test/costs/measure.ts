import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

// `npm run lab -- api:costs`: the test's own figures, written down where it compares them, and from there into the READMEs.

const root = resolve(import.meta.dirname, '../../../..');
const run = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const vitest = `${root}/node_modules/vitest/vitest.mjs`;
const counted = run(vitest, 'run', '--project', 'api', 'workers/api/test/costs.edge.test.ts', '--update');
process.exitCode = run('workers/api/test/table.ts') || run('workers/api/test/capacity/index.ts') || counted;
