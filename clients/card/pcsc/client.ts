import { CardFailure } from '../failure.ts';
import type { Reader, ReaderState, CardTransport } from '../reader.ts';
import { BridgeLink, type Socket, type Timing } from './link.ts';
import type { Pairing } from './pairing.ts';
import { SUBPROTOCOL } from './protocol.ts';

export { takePairing, type Pairing } from './pairing.ts';

/** How a page reaches its bridge; tests replace both. */
export interface BridgeOptions {
  connect?: (url: string, protocol: string) => Socket;
  timing?: Partial<Timing & { firstRetry: number; lastRetry: number }>;
}

const TIMING = { handshake: 5_000, answer: 30_000, ping: 5_000, firstRetry: 250, lastRetry: 5_000 };

/**
 * The reader behind the bridge on this machine. It connects with the first `watch` or `open`, and again whenever the
 * connection is lost, with growing pauses, until nobody watches any more. `null`: this machine was never paired.
 */
export class BridgeReader implements Reader {
  readonly #pairing: Pairing | null;
  readonly #connect: (url: string, protocol: string) => Socket;
  readonly #timing: typeof TIMING;
  readonly #listeners = new Set<(state: ReaderState) => void>();
  #state: ReaderState = 'unknown';
  #link: BridgeLink | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(pairing: Pairing | null, options: BridgeOptions = {}) {
    this.#pairing = pairing;
    this.#connect = options.connect ?? ((url, protocol) => new WebSocket(url, protocol) as Socket);
    this.#timing = { ...TIMING, ...options.timing };
    if (!pairing) this.#state = 'unpaired';
  }

  watch(listener: (state: ReaderState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  async open(): Promise<CardTransport> {
    const stop = this.watch(() => undefined);
    try {
      await this.#firstNews();
      const link = this.#link;
      if (!link) throw new CardFailure(this.#state === 'bridge-refused' ? 'bridge-refused' : 'bridge-lost');
      await link.request({ type: 'open' });
      return cardOver(link, stop);
    } catch (failure) {
      stop();
      throw failure;
    }
  }

  /** Until the bridge has said something, or did not answer. */
  #firstNews(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.watch((state) => {
        if (state === 'unknown') return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  }

  #start(): void {
    if (!this.#pairing || this.#link || this.#retry !== undefined) return;
    const link = new BridgeLink(
      this.#connect(`ws://127.0.0.1:${this.#pairing.port}/`, SUBPROTOCOL),
      this.#pairing,
      this.#timing,
      {
        state: (state) => {
          this.#failures = 0;
          this.#tell(state);
        },
        ended: (why) => this.#onEnd(link, why),
      },
    );
    this.#link = link;
  }

  #stop(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const link = this.#link;
    this.#link = null;
    link?.close();
    if (this.#pairing) this.#state = 'unknown';
  }

  #onEnd(link: BridgeLink, why: 'bridge-lost' | 'bridge-refused'): void {
    if (link !== this.#link) return;
    this.#link = null;
    const pause = Math.min(this.#timing.lastRetry, this.#timing.firstRetry * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#start();
    }, pause);
    this.#tell(why);
  }

  #tell(state: ReaderState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** The opened card. After the first failure it is dead for good: commands of a broken dialogue must not go on. */
function cardOver(link: BridgeLink, stop: () => void): CardTransport {
  let dead: CardFailure | null = null;
  return {
    async transceive(apdu) {
      if (dead) throw dead;
      try {
        return await link.exchange(apdu);
      } catch (failure) {
        dead = failure instanceof CardFailure ? failure : new CardFailure('link-lost', { cause: failure });
        throw dead;
      }
    },
    async close({ reset }) {
      dead ??= new CardFailure('link-lost');
      try {
        await link.request({ type: 'close', reset });
      } catch {
        // A link that is gone has reset the card: the bridge does so when a page leaves.
      } finally {
        stop();
      }
    },
  };
}
