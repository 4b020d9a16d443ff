import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Runs a test file of this folder in its long form, which the environment asks for; ends with its exit status, or that of one before. */
export function runLong(file: string, environment: Record<string, string>): void {
  const vitest = `${root}/node_modules/vitest/vitest.mjs`;
  const args = [vitest, 'run', '--project', 'api', `workers/api/test/${file}`];
  const env = { ...process.env, ...environment };
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  process.exitCode = process.exitCode || (status ?? 1);
}
