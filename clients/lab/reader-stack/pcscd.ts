import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inPlace } from './place.ts';
import { VPCD_PORT } from './slot.ts';

const PCSCD = '/usr/sbin/pcscd';
const SOCKET = '/run/pcscd/pcscd.comm';
const PATIENCE = 10_000;

/** A running pcscd with Debian's virtual reader. */
export interface Pcscd {
  /** Everything it has printed. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts pcscd in this namespace and waits until its virtual reader listens. */
export async function startPcscd(): Promise<Pcscd> {
  const [program, ...args] = inPlace(PCSCD, '--foreground', '--error', ...polkit());
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => void (log += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const pcscd = {
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  const until = Date.now() + PATIENCE;
  while (!(existsSync(SOCKET) && listens(VPCD_PORT))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`pcscd did not start:\n${log}`);
    await sleep(20);
  }
  return pcscd;
}

/** Newer pcscd asks polkit who may use it, and there is none in the namespace; older ones do not know the option. */
function polkit(): string[] {
  const [program, ...args] = inPlace(PCSCD, '--help');
  const help = execFileSync(program, args, { encoding: 'utf8' });
  return help.includes('--disable-polkit') ? ['--disable-polkit'] : [];
}

/** Whether somebody listens: asked of the kernel, because vpcd takes any connection for a card. */
function listens(port: number): boolean {
  const listening = new RegExp(`:${port.toString(16).padStart(4, '0')} [0-9a-f]{8}:0000 0a `, 'i');
  return listening.test(readFileSync('/proc/net/tcp', 'utf8'));
}
