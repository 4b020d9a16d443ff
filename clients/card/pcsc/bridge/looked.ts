import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Watched } from '../../reader.ts';

const execute = promisify(execFile);

/** Milliseconds that a program of this machine may take. */
const PATIENCE = 5_000;

/** What a program of this machine prints, in no language but its own. Throws where it is not there, or says no. */
export async function printed(program: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  return (await execute(program, args, { timeout: PATIENCE, env })).stdout;
}

export interface Looking<T> {
  /** What is known before the first look, and where looking does not work. */
  first: T;
  look: () => Promise<T>;
  /** Told once, until it works again. */
  failed: (why: string) => void;
  /** Milliseconds between two looks. */
  pause?: number;
}

/** Something of this machine that is looked at again and again, while somebody watches. */
export class Looked<T> {
  readonly #how: Required<Looking<T>>;
  readonly #seen: Watched<T>;
  #next: NodeJS.Timeout | null = null;
  #works = true;

  constructor(how: Looking<T>) {
    this.#how = { pause: 1_000, ...how };
    this.#seen = new Watched(how.first);
  }

  /** Calls back with what is known, and on every change of it. Answers how to stop. */
  watch(listener: (now: T) => void): () => void {
    const stop = this.#seen.watch(listener);
    if (this.#next === null) this.#lookIn(0);
    return () => {
      stop();
      if (!this.#seen.isWatched) this.#rest();
    };
  }

  #lookIn(pause: number): void {
    this.#next = setTimeout(() => void this.#look(), pause);
    this.#next.unref();
  }

  #rest(): void {
    clearTimeout(this.#next ?? undefined);
    this.#next = null;
  }

  async #look(): Promise<void> {
    const mine = this.#next;
    const now = await this.#ask();
    if (this.#next !== mine) return;
    this.#seen.become(now);
    this.#lookIn(this.#how.pause);
  }

  async #ask(): Promise<T> {
    const { look, failed, first } = this.#how;
    try {
      const now = await look();
      this.#works = true;
      return now;
    } catch (error) {
      if (this.#works) failed((error as Error).message.trim());
      this.#works = false;
      return first;
    }
  }
}
