import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Watched } from '../../reader.ts';
import type { Log } from './server.ts';

const run = promisify(execFile);

/** Where the sound cards are, what names their switches, and milliseconds between two looks. */
const ALSA = { folder: '/dev/snd', program: 'amixer', pause: 1_000, patience: 5_000 };

/**
 * Whether headphones are plugged into a sound card of this machine, by the jack switches that ALSA knows. A browser is told
 * of devices that come and go, and not of a plug in a socket. Looked at while somebody watches.
 */
export class Headphones {
  readonly #plugged = new Watched(false);
  readonly #alsa: typeof ALSA;
  readonly #log: Log;
  #looking: NodeJS.Timeout | null = null;
  #works = true;

  constructor(log: Log, alsa: Partial<typeof ALSA> = {}) {
    this.#log = log;
    this.#alsa = { ...ALSA, ...alsa };
  }

  /** Calls back with what is known, and on every change of it. Answers how to stop. */
  watch(listener: (plugged: boolean) => void): () => void {
    const stop = this.#plugged.watch(listener);
    if (this.#looking === null) this.#lookIn(0);
    return () => {
      stop();
      if (!this.#plugged.isWatched) this.#rest();
    };
  }

  #lookIn(pause: number): void {
    this.#looking = setTimeout(() => void this.#look(), pause);
    this.#looking.unref();
  }

  #rest(): void {
    clearTimeout(this.#looking ?? undefined);
    this.#looking = null;
  }

  async #look(): Promise<void> {
    const before = this.#looking;
    const now = await this.#ask();
    if (this.#looking !== before) return;
    this.#plugged.become(now);
    this.#lookIn(this.#alsa.pause);
  }

  /** A machine without sound, or without the program, has no headphones. */
  async #ask(): Promise<boolean> {
    const { folder, program, patience: timeout } = this.#alsa;
    try {
      const names = await readdir(folder).catch(() => []);
      const cards = names.flatMap((name) => /^controlC(\d+)$/.exec(name)?.[1] ?? []);
      const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
      const asked = cards.map((card) => run(program, ['-D', `hw:${card}`, 'contents'], { timeout, env }));
      const told = await Promise.all(asked);
      this.#works = true;
      return told.some(({ stdout }) => isPlugged(stdout));
    } catch (error) {
      if (this.#works) this.#log('warn', `headphones are not noticed: ${(error as Error).message.trim()}`);
      this.#works = false;
      return false;
    }
  }
}

/** Does a jack for headphones have something in it? `contents` as `amixer contents` prints the controls of a card. */
export function isPlugged(contents: string): boolean {
  return contents.split(/^(?=numid=)/m).some((control) => {
    const [, name = ''] = /name='([^']*)'/.exec(control) ?? [];
    // A phantom is a socket without a switch: always on.
    const isJack = /\b(Headphone|Headset)\b.*\bJack$/.test(name) && !/\b(Mic|Phantom)\b/.test(name);
    return isJack && /^\s*: values=(\w+,)*on\b/m.test(control);
  });
}
