import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWords } from '#schema/contract/check-words.ts';
import type { KioskAtReader, KioskWelcome } from '../../reader.ts';
import { writeDurably } from './durable-file.ts';
import type { Log } from './server.ts';

/** What this machine remembers of the kiosk whose page is connected, and has for it: files in one folder. */
export class Host {
  readonly #folder: string;
  readonly #log: Log;
  #last = '';

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  /** The page says who it is, at each change of its standing. The log has it for whoever confirms the kiosk. */
  async meet({ thumbprint, standing }: KioskAtReader): Promise<KioskWelcome> {
    if (await this.#isFromElsewhere(thumbprint)) {
      this.#log('warn', 'this kiosk was set up on another machine: it makes a key of its own');
      return { renew: true };
    }
    const news = `kiosk ${standing}, check words ${checkWords(thumbprint)}`;
    if (news !== this.#last) this.#log('info', news);
    this.#last = news;
    if (standing === 'unknown') return { code: (await this.#read('code')) ?? undefined };
    await rm(join(this.#folder, 'code'), { force: true });
    return {};
  }

  /** A copied disk brings the key along, and not the machine. A key seen for the first time is bound to this one. */
  async #isFromElsewhere(thumbprint: string): Promise<boolean> {
    const machine = await this.#read('machine');
    if (machine === null) return false;
    const [known, its] = (await this.#read('kiosk'))?.split(' ') ?? [];
    if (known === thumbprint) return its !== machine;
    await writeDurably(join(this.#folder, 'kiosk'), `${thumbprint} ${machine}\n`);
    return false;
  }

  async #read(name: 'code' | 'machine' | 'kiosk'): Promise<string | null> {
    try {
      return (await readFile(join(this.#folder, name), 'utf8')).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}
