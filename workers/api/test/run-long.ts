import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Runs a test file of this folder in its long form, which the environment asks for; ends with its exit status. */
export function runLong(file: string, environment: Record<string, string>): void {
  const vitest = `${root}/node_modules/vitest/vitest.mjs`;
  const args = [vitest, 'run', '--project', 'api', `workers/api/test/${file}`];
  const env = { ...process.env, ...environment };
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env }).once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
