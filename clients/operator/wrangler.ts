import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NotLoggedIn, Outage } from './exit.ts';

/** The project's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that is made on this machine: bundles, pages, local state. Never committed; may be deleted at any time. */
export const MADE = `${ROOT}.kaijo/`;

const run = promisify(execFile);

/** Runs wrangler, and answers what it printed; rejects with that too. */
export type Wrangler = (args: readonly string[], input?: string) => Promise<string>;

/** Sets a secret of the API Worker; wrangler reads its value from standard input. */
export const putSecret = (name: string, value: string, env: string): Promise<string> =>
  runWrangler(['secret', 'put', name, '--env', env], value);

/** What wrangler says to somebody whom Cloudflare does not know. */
const UNKNOWN = /CLOUDFLARE_API_TOKEN|not authenticated|Authentication error/;

/** What SQLite says while another process writes: `npm start`, or its cron. */
const BUSY = /SQLITE_BUSY/;

/** Runs wrangler with this project's Node. Throws `NotLoggedIn`, `Outage`, or with what it printed. */
export async function runWrangler(args: readonly string[], input = ''): Promise<string> {
  const script = `${ROOT}node_modules/wrangler/bin/wrangler.js`;
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' };
  try {
    const running = run(process.execPath, [script, ...args], { cwd: ROOT, env, maxBuffer: 2 ** 26 });
    // One that ends before it has read says why on its own.
    running.child.stdin?.on('error', () => undefined).end(input);
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (UNKNOWN.test(stderr))
      throw new NotLoggedIn(
        'nobody is logged in to Cloudflare here: npx wrangler login, or CLOUDFLARE_API_TOKEN (workers/README.md, "Deploy and migrate")',
      );
    if (BUSY.test(stdout + stderr))
      throw new Outage('the local database is being written: ask again in a moment', { cause: error });
    throw new Error(`wrangler ${args[0]} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
