import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readPairing, type Pairing } from '#clients/card/pcsc/pairing.ts';
import { bridgeOf, seenFromHere } from '../place.ts';

const PATIENCE = 10_000;

/** The page's origin, as far as the bridge is concerned. */
export const ORIGIN = 'https://kiosk.example';

/** The real bridge, in a process of its own as on a kiosk; it can be killed and started again. */
export class BridgeProcess {
  readonly #folder = mkdtempSync(seenFromHere(join(tmpdir(), 'kaijo-bridge-')));
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
    const secret = join(tmpdir(), basename(this.#folder), 'secret');
    const how = ['--port', String(this.#port), '--origin', ORIGIN, '--secret-file', secret, '--pair'];
    const [program, ...args] = bridgeOf(...how, '--reader', 'Virtual PCD 00 00');
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
