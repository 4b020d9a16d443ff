import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectedCard, Context, ListedReader } from 'smartcard';
import { CardFailure } from '../../failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '../../reader.ts';
import { connectTo, hasApplication, holdsModule, pcscFailure, type Smartcard } from './card-in-slot.ts';
import { FixedModules, isMeant, stateOf } from './slots.ts';

// Node only.

/** Thrown with a sentence for whoever installs a bridge. */
export class PcscMissing extends Error {
  override name = 'PcscMissing';
}

/** Extended answers: 64 KiB and the status word. */
const MAX_ANSWER = 65_538;
/** Milliseconds between looks at a reader that tells nothing by itself, and at a service that is not there. */
const LOOK_AGAIN = 1_000;
/** How long PC/SC may take to notice that a card is gone that stopped answering. */
const NOTICE = 1_000;
/** How long another program may hold a card that was just put on: Windows looks at each by itself. */
const SHARED = 2_000;
/** Between two looks at a slot. */
const LOOK = 50;

/** The PC/SC package, if it could be built on this machine. Throws `PcscMissing`. */
export async function loadSmartcard(): Promise<Smartcard> {
  try {
    return await import('smartcard');
  } catch (cause) {
    throw new PcscMissing(
      'PC/SC is not available to Node here: install its headers (Debian: apt-get install libpcsclite-dev), then run npm install again',
      { cause },
    );
  }
}

/**
 * The PC/SC slots whose names `pattern` means, taken together: one device often is several, one for contacts, one for its
 * antenna, one for a security module of its maker. Names, not positions: those change when a reader is unplugged.
 */
export class PcscReader implements Reader {
  readonly #smartcard: Smartcard;
  readonly #pattern: string;
  readonly #state = new WatchedState('unknown');
  readonly #modules: FixedModules;
  #context: Context | null = null;
  #following = false;

  constructor(smartcard: Smartcard, pattern = '') {
    this.#smartcard = smartcard;
    this.#pattern = pattern;
    this.#modules = new FixedModules((slot) => holdsModule(smartcard, slot));
  }

  /** Every slot that PC/SC knows, and whether it is one of this reader's. */
  list(): { name: string; isMeant: boolean; hasCard: boolean }[] {
    const context = new this.#smartcard.Context();
    try {
      return context.listReaders().map((slot) => ({
        name: slot.name,
        isMeant: isMeant(this.#pattern, slot.name),
        hasCard: this.#hasCard(slot),
      }));
    } finally {
      context.close();
    }
  }

  watch(listener: (state: ReaderState) => void): () => void {
    const stop = this.#state.watch(listener);
    if (!this.#following) void this.#follow();
    return () => {
      stop();
      if (!this.#state.isWatched) this.#context?.cancel();
    };
  }

  async open(): Promise<CardTransport> {
    let context: Context | null = null;
    try {
      context = new this.#smartcard.Context();
      const slots = this.#slots(context);
      if (slots.length === 0) throw new CardFailure('reader-lost');
      const taken = slots.filter((slot) => this.#hasCard(slot) && !this.#modules.has(slot));
      return this.#transport(context, await this.#myNumberCard(taken));
    } catch (error) {
      context?.close();
      throw pcscFailure(error);
    }
  }

  /** Of several cards the one that has the application; of none or one, what there is: the dialogue says what is wrong with it. */
  async #myNumberCard([first, ...others]: ListedReader[]): Promise<OpenSlot> {
    if (!first) throw new CardFailure('no-card');
    for (const slot of others.length > 0 ? [first, ...others] : []) {
      const card = await connectTo(this.#smartcard, slot).catch(() => null);
      if (card && (await hasApplication(card))) return { slot, card };
      card?.disconnect(this.#smartcard.SCARD_RESET_CARD);
    }
    return { slot: first, card: await connectTo(this.#smartcard, first, SHARED) };
  }

  /** Tells states for as long as somebody listens; a service that stops is waited for. */
  async #follow(): Promise<void> {
    this.#following = true;
    while (this.#state.isWatched) {
      try {
        this.#context = new this.#smartcard.Context();
        await this.#followContext(this.#context);
      } catch {
        this.#state.become('reader-lost');
        await sleep(LOOK_AGAIN);
      } finally {
        this.#context?.close();
        this.#context = null;
      }
    }
    this.#following = false;
    this.#state.become('unknown');
  }

  async #followContext(context: Context): Promise<void> {
    while (this.#state.isWatched) {
      const slots = this.#slots(context);
      const cards = slots.filter((slot) => this.#hasCard(slot));
      await this.#modules.learn(slots, cards);
      this.#state.become(
        stateOf(
          slots,
          cards.filter((slot) => !this.#modules.has(slot)),
        ),
      );
      const seen = slots.map(({ name, state }) => ({ name, state }));
      if (seen.length > 0) await context.waitForChange(seen, LOOK_AGAIN);
      else await sleep(LOOK_AGAIN);
    }
  }

  #transport(context: Context, { slot, card }: OpenSlot): CardTransport {
    const { SCARD_RESET_CARD, SCARD_LEAVE_CARD } = this.#smartcard;
    return {
      transceive: async (apdu) => {
        try {
          if (this.#wasSwapped(context, slot)) throw new CardFailure('card-removed');
          const answer = await card.transmit(Buffer.from(apdu.buffer, apdu.byteOffset, apdu.length), {
            maxRecvLength: MAX_ANSWER,
          });
          // PC/SC calls it a success when a card is pulled in the middle of a command.
          if (answer.length < 2) throw new CardFailure('link-lost');
          return answer;
        } catch (error) {
          throw await this.#cause(context, slot, pcscFailure(error));
        }
      },
      close: async ({ reset }) => {
        try {
          card.disconnect(reset ? SCARD_RESET_CARD : SCARD_LEAVE_CARD);
        } catch {
          // The card is gone, and with it all that a reset would end.
        } finally {
          context.close();
        }
      },
    };
  }

  /** A link that broke because card or reader are gone is called that, once PC/SC has noticed. */
  async #cause(context: Context, slot: ListedReader, failure: CardFailure): Promise<CardFailure> {
    if (failure.code !== 'link-lost') return failure;
    for (const until = Date.now() + NOTICE; Date.now() < until; await sleep(LOOK)) {
      const now = this.#lookAgain(context, slot);
      if (!now) return new CardFailure('reader-lost', { cause: failure });
      if (!this.#hasCard(now)) return new CardFailure('card-removed', { cause: failure });
    }
    return failure;
  }

  /** PC/SC counts what is put on and taken off in the upper half of the state; where it does not, both halves stay 0. */
  #wasSwapped(context: Context, slot: ListedReader): boolean {
    const now = this.#lookAgain(context, slot);
    return now !== undefined && now.state >>> 16 !== slot.state >>> 16;
  }

  #lookAgain(context: Context, { name }: ListedReader): ListedReader | undefined {
    try {
      return context.listReaders().find((slot) => slot.name === name);
    } catch {
      return undefined;
    }
  }

  #slots(context: Context): ListedReader[] {
    return context.listReaders().filter(({ name }) => isMeant(this.#pattern, name));
  }

  /** A card that does not answer to power is as good as none: it lies askew, or is no smart card. */
  #hasCard({ state }: ListedReader): boolean {
    const { SCARD_STATE_PRESENT, SCARD_STATE_MUTE } = this.#smartcard;
    return (state & SCARD_STATE_PRESENT) !== 0 && (state & SCARD_STATE_MUTE) === 0;
  }
}

interface OpenSlot {
  slot: ListedReader;
  card: ConnectedCard;
}
