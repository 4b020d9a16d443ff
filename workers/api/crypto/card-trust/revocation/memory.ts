import { Untrusted } from '../check.ts';

/** Seconds after which a kept answer is asked for again, though it may still be valid. */
const FRESH = 600;
/** Seconds for which a source that could not be reached is left alone. */
const REST = 5;

/** Something with a signed end, Unix seconds. */
interface Ending {
  until: number;
}

/**
 * Keeps answers in this isolate, the oldest going first when there are too many. A kept answer serves for ten minutes;
 * after that it only serves while the source fails, and never past its own end. Only finished answers are shared: a
 * request of Workers must not wait for what another request has begun.
 */
export class Memory<T extends Ending> {
  readonly #kept = new Map<string, { value: T; at: number }>();
  readonly #capacity: number;
  #failedAt = -REST;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The kept answer, or what `read` makes of what `ask` brings. Throws what they throw when nothing valid is kept. */
  async get<R>(key: string, now: number, ask: () => Promise<R>, read: (raw: R) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept && within(FRESH, kept.at, now) && now < kept.value.until) return kept.value;
    try {
      const value = await read(await this.#ask(now, ask));
      this.#keep(key, value, now);
      return value;
    } catch (error) {
      if (kept && now < kept.value.until) return kept.value;
      throw error;
    }
  }

  async #ask<R>(now: number, ask: () => Promise<R>): Promise<R> {
    // So that every request of a busy minute does not wait for the same dead responder.
    if (within(REST, this.#failedAt, now)) throw new Resting();
    try {
      return await ask();
    } catch (error) {
      // An answer that is refused may be about one certificate: others go on asking.
      if (!(error instanceof Untrusted)) this.#failedAt = now;
      throw error;
    }
  }

  #keep(key: string, value: T, now: number): void {
    this.#kept.delete(key);
    this.#kept.set(key, { value, at: now });
    if (this.#kept.size > this.#capacity) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

/** A clock that was put back, as demonstrations may, is in no span at all. */
const within = (seconds: number, since: number, now: number) => now >= since && now < since + seconds;

class Resting extends Error {
  override name = 'resting';
}
