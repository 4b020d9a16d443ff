import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CardOnDesk } from '../card-on-desk.ts';

/** A tool that does not end by itself is taken to hang, in milliseconds. */
const PATIENCE = 20_000;

/** Asks for the one driver, so that no foreign probe is in the traces, and for no cache, so that every read is real. */
const PINNED = 'app default { card_drivers = jpki; framework pkcs15 { use_file_caching = no; } }\n';
const UNPINNED = 'app default { framework pkcs15 { use_file_caching = no; } }\n';

/** How a tool ended, and what it had the card do. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
  trace: string[];
}

/** A card in the reader, and OpenSC's tools beside it. */
export class Bench {
  readonly desk: CardOnDesk;
  readonly #folder = mkdtempSync(join(tmpdir(), 'kaijo-opensc-'));

  constructor(desk: CardOnDesk) {
    this.desk = desk;
    this.write('pinned.conf', PINNED);
    this.write('unpinned.conf', UNPINNED);
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** Runs a tool to its end. `unpinned`: with all of OpenSC's drivers. */
  run(tool: string, args: readonly string[], { unpinned = false } = {}): Promise<Ran> {
    this.desk.trace.length = 0;
    const env = {
      ...process.env,
      LC_ALL: 'C',
      OPENSC_CONF: this.path(unpinned ? 'unpinned.conf' : 'pinned.conf'),
    };
    const child = spawn(tool, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
    const { promise, resolve, reject } = Promise.withResolvers<Ran>();
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => void (out += String(chunk)));
    child.stderr.on('data', (chunk) => void (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, trace: [...this.desk.trace] }));
    return promise;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
