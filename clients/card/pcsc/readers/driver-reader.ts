import { CardFailure } from '../../failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '../../reader.ts';

/** What a maker's own library has to be able to do. Any error it throws is a lost link. */
export interface Driver {
  /** Calls back at once with what is there, and on every change of it. Answers how to stop. */
  watch(changed: (state: 'reader-lost' | 'empty' | 'present') => void): () => void;
  /** Powers the card, for this program alone. */
  connect(): Promise<void>;
  /** Command APDU in, data ‖ SW1 SW2 out; fewer than two bytes when the card is gone. Up to 261 bytes in, 258 out. */
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  /** Takes the power away, so that the card forgets every PIN. The card may be gone already. */
  disconnect(): Promise<void>;
}

/** A reader over a maker's library: one card at a time, dead for good once its link broke. */
export class DriverReader implements Reader {
  readonly #driver: Driver;
  readonly #state = new WatchedState('unknown');
  #inUse = false;
  /** Why the card that was opened is no longer the one on the reader. */
  #lost: 'card-removed' | 'reader-lost' | undefined;

  constructor(driver: Driver) {
    this.#driver = driver;
    driver.watch((state) => {
      this.#lost ??= LOST[state];
      this.#state.become(state);
    });
  }

  watch(listener: (state: ReaderState) => void): () => void {
    return this.#state.watch(listener);
  }

  async open(): Promise<CardTransport> {
    if (this.#inUse) throw new CardFailure('reader-busy');
    if (this.#state.now !== 'present')
      throw new CardFailure(this.#state.now === 'empty' ? 'no-card' : 'reader-lost');
    this.#inUse = true;
    this.#lost = undefined;
    try {
      await this.#driver.connect();
    } catch (cause) {
      this.#inUse = false;
      throw new CardFailure('link-lost', { cause });
    }
    return { transceive: (apdu) => this.#transceive(apdu), close: () => this.#close() };
  }

  async #transceive(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#lost) throw new CardFailure(this.#lost);
    const answer = await this.#driver.exchange(apdu).catch(() => new Uint8Array());
    if (answer.length >= 2) return answer;
    throw new CardFailure(this.#lost ?? 'link-lost');
  }

  async #close(): Promise<void> {
    try {
      await this.#driver.disconnect();
    } finally {
      this.#inUse = false;
    }
  }
}

const LOST: Partial<Record<ReaderState, 'card-removed' | 'reader-lost'>> = {
  empty: 'card-removed',
  'reader-lost': 'reader-lost',
};
