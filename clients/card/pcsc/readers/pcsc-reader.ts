import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectedCard, Context, ListedReader } from 'smartcard';
import { CardFailure, type CardFailureCode } from '../../failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '../../reader.ts';

// Node only.

type Smartcard = typeof import('smartcard');

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

/** The first PC/SC reader whose name begins with `prefix`. Names, not positions: those change when a reader is unplugged. */
export class PcscReader implements Reader {
  readonly #smartcard: Smartcard;
  readonly #prefix: string;
  readonly #state = new WatchedState('unknown');
  #context: Context | null = null;
  #following = false;

  constructor(smartcard: Smartcard, prefix = '') {
    this.#smartcard = smartcard;
    this.#prefix = prefix;
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
    const { Context, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1 } = this.#smartcard;
    let context: Context | null = null;
    try {
      context = new Context();
      const reader = this.#find(context);
      if (!reader) throw new CardFailure('reader-lost');
      const card = await reader.connect(SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1);
      return this.#transport(context, card);
    } catch (error) {
      context?.close();
      throw pcscFailure(error);
    }
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
      const reader = this.#find(context);
      this.#state.become(this.#stateOf(reader));
      if (reader) await context.waitForChange([{ name: reader.name, state: reader.state }], LOOK_AGAIN);
      else await sleep(LOOK_AGAIN);
    }
  }

  #transport(context: Context, card: ConnectedCard): CardTransport {
    const { SCARD_RESET_CARD, SCARD_LEAVE_CARD } = this.#smartcard;
    return {
      transceive: async (apdu) => {
        try {
          const answer = await card.transmit(Buffer.from(apdu.buffer, apdu.byteOffset, apdu.length), {
            maxRecvLength: MAX_ANSWER,
          });
          // PC/SC calls it a success when a card is pulled in the middle of a command.
          if (answer.length < 2) throw new CardFailure('link-lost');
          return answer;
        } catch (error) {
          throw await this.#cause(context, pcscFailure(error));
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
  async #cause(context: Context, failure: CardFailure): Promise<CardFailure> {
    if (failure.code !== 'link-lost') return failure;
    for (const until = Date.now() + NOTICE; Date.now() < until; await sleep(50)) {
      const state = this.#look(context);
      if (state === 'empty') return new CardFailure('card-removed', { cause: failure });
      if (state === 'reader-lost') return new CardFailure('reader-lost', { cause: failure });
    }
    return failure;
  }

  #look(context: Context): ReaderState {
    try {
      return this.#stateOf(this.#find(context));
    } catch {
      return 'reader-lost';
    }
  }

  #find(context: Context): ListedReader | undefined {
    return context.listReaders().find(({ name }) => name.startsWith(this.#prefix));
  }

  #stateOf(reader: ListedReader | undefined): ReaderState {
    if (!reader) return 'reader-lost';
    return reader.state & this.#smartcard.SCARD_STATE_PRESENT ? 'present' : 'empty';
  }
}

/** What PC/SC's errors mean to a page; by their text, because `smartcard` gives no code. All others: the link is lost. */
const MEANING: Record<string, CardFailureCode> = {
  'Card was removed': 'card-removed',
  'No smart card present': 'no-card',
  'Sharing violation': 'reader-busy',
  'Reader unavailable': 'reader-lost',
  'Unknown reader': 'reader-lost',
  'No readers available': 'reader-lost',
  'PC/SC service not running': 'reader-lost',
  'PC/SC service stopped': 'reader-lost',
  'Invalid handle': 'reader-lost',
};

/** The failure that an error of `smartcard` stands for. */
export function pcscFailure(error: unknown): CardFailure {
  if (error instanceof CardFailure) return error;
  const text = error instanceof Error ? error.message : '';
  return new CardFailure(MEANING[text] ?? 'link-lost', { cause: error });
}
