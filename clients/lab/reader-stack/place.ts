import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Where pcscd and the bridge run: on this machine from this clone, or, with `--root PATH`, in a Debian root from what the
// kiosk's package installed there.

const { root } = parseArgs({ options: { root: { type: 'string' } }, strict: false }).values;
const ROOT = typeof root === 'string' ? root : null;
const MAIN = fileURLToPath(new URL('../../card/pcsc/bridge/main.ts', import.meta.url));

/** A command as it is to be run. */
export type Command = [program: string, ...args: string[]];

/** Runs in the place. */
export const inPlace = (...command: Command): Command => (ROOT ? ['chroot', ROOT, ...command] : command);

/** The bridge of the place. */
export const bridgeOf = (...args: string[]): Command =>
  ROOT ? inPlace('/usr/bin/kaijo-bridge', ...args) : [process.execPath, MAIN, ...args];

/** From here, a path that a program of the place knows by another name. */
export const seenFromHere = (path: string): string => (ROOT ? join(ROOT, path) : path);

/** Gives the place what a running system has: only within a mount namespace of this run's own. */
export function settlePlace(): void {
  if (!ROOT) return;
  execFileSync('mount', ['-t', 'proc', 'proc', join(ROOT, 'proc')]);
  for (const shared of ['/dev', '/run']) execFileSync('mount', ['--rbind', shared, join(ROOT, shared)]);
}
