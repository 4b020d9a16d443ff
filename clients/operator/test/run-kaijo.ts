import { execFile } from 'node:child_process';
import { ROOT } from '../wrangler.ts';

/** How a command ended, and what it said. */
export interface Ran {
  status: number;
  out: string;
  err: string;
}

interface Surrounding {
  /** Piped to its standard input. */
  stdin?: string;
  /** Where the console is, unless the words name an environment. */
  console?: string | undefined;
  /** Variables beside those of the test. */
  env?: Record<string, string>;
  /** Pieces of its output after which nobody listens any more. */
  heard?: number;
  /** Of the project, with a separator at its end. */
  root?: string;
}

/** The command as an operator runs it. */
export function runKaijo(
  words: readonly string[],
  { stdin = '', console, env = {}, heard = Infinity, root = ROOT }: Surrounding = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const named = words.includes('--env') ? undefined : console;
    const running = execFile(
      process.execPath,
      [`${root}clients/operator/cli.ts`, ...words],
      { env: { ...process.env, KAIJO_CONSOLE: named, ...env } },
      (error, out, err) => resolve({ status: Number(error?.code ?? 0), out, err }),
    );
    running.stdin?.end(stdin);
    let pieces = 0;
    running.stdout?.on('data', () => {
      pieces += 1;
      if (pieces >= heard) running.stdout?.destroy();
    });
  });
}
