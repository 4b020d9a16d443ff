import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '#clients/operator/wrangler.ts';
import { freePort, startLocalSystem } from './system.ts';

/** One command of an operator over the local database while no `npm start` runs: the Workers live as long as it does. */
const consolePort = await freePort();
const system = await startLocalSystem({ keep: true, consolePort });
const command = spawn(process.execPath, [`${ROOT}clients/operator/cli.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, KAIJO_CONSOLE: `http://127.0.0.1:${consolePort}` },
});
const [status] = (await once(command, 'exit')) as [number | null];
await system.stop();
process.exitCode = status ?? 1;
