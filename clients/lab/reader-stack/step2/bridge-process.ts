import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPairing, type Pairing } from '#clients/card/pcsc/pairing.ts';

const MAIN = fileURLToPath(new URL('../../../card/pcsc/bridge/main.ts', import.meta.url));
const PATIENCE = 10_000;

/** The page's origin, as far as the bridge is concerned. */
export const ORIGIN = 'https://kiosk.example';

/** The real bridge, in a process of its own as on a kiosk; it can be killed and started again. */
export class BridgeProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kaijo-bridge-'));
  readonly #port: number;
  #child: ChildProcess | null = null;
  #output = '';
  #pairing: Pairing | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** Everything it has printed, over all its lives. */
  get output(): string {
    return this.#output;
  }

  /** The pairing of the bridge that was started last. */
  get pairing(): Pairing {
    if (!this.#pairing) throw new Error('no bridge was started');
    return this.#pairing;
  }

  /** Starts it; answers the pairing in the link that it prints. */
  async start(): Promise<Pairing> {
    const secret = join(this.#folder, 'secret');
    const args = [MAIN, '--port', String(this.#port), '--origin', ORIGIN, '--secret-file', secret, '--pair'];
    const child = spawn(process.execPath, [...args, '--reader', 'Virtual PCD 00 00'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const began = this.#output.length;
    const { promise, resolve, reject } = Promise.withResolvers<Pairing>();
    const timer = setTimeout(() => reject(new Error(`no bridge:\n${this.#output}`)), PATIENCE);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.#output += String(chunk);
        const link = /\S+\/kiosk\/(#\S+)/.exec(this.#output.slice(began));
        const pairing = link && readPairing(link[1]!);
        if (pairing) resolve(pairing);
      });
    }
    child.on('close', () => reject(new Error(`the bridge ended:\n${this.#output}`)));
    this.#pairing = await promise.finally(() => clearTimeout(timer));
    return this.#pairing;
  }

  /** Ends it in the middle of whatever it does. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, 'close');
  }

  async close(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.#folder, { recursive: true });
  }
}
