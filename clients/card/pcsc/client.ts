import { CardFailure } from '../failure.ts';
import {
  Watched,
  WatchedState,
  type CardTransport,
  type KioskAtReader,
  type KioskWelcome,
  type PrinterCondition,
  type Reader,
  type ReaderState,
} from '../reader.ts';
import { linkOver } from '../remote-reader.ts';
import { BridgeLink, type Socket, type Timing } from './link.ts';
import type { Pairing } from './pairing.ts';
import { SUBPROTOCOL } from './protocol.ts';

export { takePairing, type Pairing } from './pairing.ts';

/** How a page reaches its bridge; tests replace both. */
export interface LinkOptions {
  connect?: (url: string, protocol: string) => Socket;
  timing?: Partial<Timing & { firstRetry: number; lastRetry: number }>;
}

const TIMING = { handshake: 5_000, answer: 30_000, ping: 5_000, firstRetry: 250, lastRetry: 5_000 };

/**
 * The reader behind the bridge on this machine. It connects with the first `watch` or `open`, and again whenever the
 * connection is lost, with growing pauses, until nobody watches any more. `null`: this machine was never paired.
 */
export class BridgeReader implements Reader {
  #pairing: Pairing | null;
  readonly #connect: (url: string, protocol: string) => Socket;
  readonly #timing: typeof TIMING;
  readonly #state: WatchedState;
  readonly #headphones = new Watched(false);
  readonly #printer = new Watched<PrinterCondition>('unknown');
  #version: string | null = null;
  #link: BridgeLink | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(pairing: Pairing | null, options: LinkOptions = {}) {
    this.#pairing = pairing;
    this.#connect = options.connect ?? ((url, protocol) => new WebSocket(url, protocol) as Socket);
    this.#timing = { ...TIMING, ...options.timing };
    this.#state = new WatchedState(pairing ? 'unknown' : 'unpaired');
  }

  get version(): string | null {
    return this.#version;
  }

  watch(listener: (state: ReaderState) => void): () => void {
    const stop = this.#state.watch(listener);
    this.#start();
    return () => {
      stop();
      if (!this.#state.isWatched) this.#stop();
    };
  }

  /** While the reader is watched; what a bridge said last stands while it is away. */
  watchHeadphones(listener: (plugged: boolean) => void): () => void {
    return this.#headphones.watch(listener);
  }

  /** The same. */
  watchPrinter(listener: (condition: PrinterCondition) => void): () => void {
    return this.#printer.watch(listener);
  }

  async open(): Promise<CardTransport> {
    const stop = this.watch(() => undefined);
    try {
      const link = await this.#connected();
      await link.request({ type: 'open' });
      return cardOver(link, stop);
    } catch (failure) {
      stop();
      throw failure;
    }
  }

  /**
   * Pairs anew. A connection that stands is left to its end, for a card may be in the middle of a write; where there is
   * none the new pairing is tried at once.
   */
  pair(pairing: Pairing): void {
    this.#pairing = pairing;
    if (this.#link?.isPaired) return;
    this.#stop();
    if (this.#state.isWatched) this.#start();
  }

  async introduce(kiosk: KioskAtReader): Promise<KioskWelcome | null> {
    if (!this.#pairing) return null;
    const stop = this.watch(() => undefined);
    try {
      return await (await this.#connected()).introduce(kiosk);
    } finally {
      stop();
    }
  }

  async #connected(): Promise<BridgeLink> {
    await this.#firstNews();
    if (this.#link) return this.#link;
    throw new CardFailure(this.#state.now === 'bridge-refused' ? 'bridge-refused' : 'bridge-lost');
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
          this.#state.become(state);
        },
        headphones: (plugged) => this.#headphones.become(plugged),
        printer: (condition) => this.#printer.become(condition),
        proved: (version) => (this.#version = version),
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
    if (this.#pairing) this.#state.become('unknown');
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
    this.#state.become(why);
  }
}

/** The card that `link` has opened. */
const cardOver = (link: BridgeLink, stop: () => void): CardTransport =>
  linkOver({
    exchange: (apdu) => link.exchange(apdu),
    async close({ reset }) {
      try {
        await link.request({ type: 'close', reset });
      } catch {
        // A link that is gone has reset the card: the bridge does so when a page leaves.
      } finally {
        stop();
      }
    },
  });
