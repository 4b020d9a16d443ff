import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { deferred } from '../deferred.ts';
import { CardFailure } from '../failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '../reader.ts';
import { linkOver, Requests } from '../remote-reader.ts';
import { findChannel, type ShellChannel } from './channel.ts';
import {
  readShellMessage,
  VERSION,
  type Device,
  type Errand,
  type KeptReceipt,
  type PageMessage,
  type ShellMessage,
} from './messages.ts';

/** What iOS shows on its own sheet, in the person's language. */
export interface SheetWords {
  /** Until a card is found. */
  hold: string;
  /** The same, when none was for a while. */
  slowly: string;
  /** While it is read. */
  reading: string;
  done: string;
  /** The card went away in the middle. */
  lost: string;
}

/** Milliseconds. The shell ends the wait for a card itself, before `card`. */
const PATIENCE = { hello: 2_000, slowly: 10_000, card: 90_000, answer: 30_000 };
export type Patience = typeof PATIENCE;

/**
 * The phone's own antenna, by the app around this page; null when there is none: a plain mobile browser has no way to a
 * card, and neither has another app's web view.
 */
export async function findShellReader(
  words: () => SheetWords,
  {
    channel = findChannel(),
    patience = {},
  }: { channel?: ShellChannel | null; patience?: Partial<Patience> } = {},
): Promise<ShellReader | null> {
  if (!channel) return null;
  const reader = new ShellReader(channel, words, { ...PATIENCE, ...patience });
  return (await reader.meet()) ? reader : null;
}

/**
 * A phone's antenna as a reader. `open` waits for a card to be held to the phone. States: `reader-lost` while NFC is
 * off, `empty`, and `present` from the moment a card was found until it is let go: then it must be held still.
 */
export class ShellReader implements Reader {
  readonly #channel: ShellChannel;
  readonly #words: () => SheetWords;
  readonly #patience: Patience;
  readonly #state = new WatchedState('unknown');
  readonly #requests = new Requests<string>();
  readonly #ready = deferred<boolean>();
  #opening = false;
  #on = false;
  /** Errands that the app runs for this page. */
  can: ReadonlySet<string> = new Set();
  /** What phone this is, as far as the app says. */
  device: Device | null = null;

  constructor(channel: ShellChannel, words: () => SheetWords, patience: Patience = PATIENCE) {
    this.#channel = channel;
    this.#words = words;
    this.#patience = patience;
    channel.listen((text) => this.#onMessage(text));
  }

  /** Whether an app of this protocol answers. */
  async meet(): Promise<boolean> {
    this.#send({ type: 'hello', version: VERSION });
    const timer = setTimeout(() => this.#ready.resolve(false), this.#patience.hello);
    return this.#ready.promise.finally(() => clearTimeout(timer));
  }

  watch(listener: (state: ReaderState) => void): () => void {
    return this.#state.watch(listener);
  }

  async open(): Promise<CardTransport> {
    if (this.#opening || this.#state.now === 'present') throw new CardFailure('reader-busy');
    if (this.#state.now === 'reader-lost') throw new CardFailure('reader-lost');
    this.#opening = true;
    const slowly = () => this.#send({ type: 'say', say: this.#words().slowly });
    const timer = setTimeout(slowly, this.#patience.slowly);
    try {
      await this.#ask(this.#patience.card, (id) => ({ type: 'open', id, say: this.#words().hold }));
    } finally {
      clearTimeout(timer);
      this.#opening = false;
    }
    this.#state.become('present');
    this.#send({ type: 'say', say: this.#words().reading });
    return this.#transport();
  }

  /** Stops waiting for a card: the person went back. `open` then ends with `no-card`. */
  async cancel(): Promise<void> {
    if (this.#opening) await this.#close(true);
  }

  /** What the app shows where the page cannot be had; null: nothing. An app of before does not listen. */
  keep(receipt: KeptReceipt | null): void {
    this.#send({ type: 'keep', receipt });
  }

  /** Has the app do something that a page in a web view cannot; only what it `can`. */
  run(errand: Errand): void {
    this.#send(errand);
  }

  #transport(): CardTransport {
    return linkOver({
      exchange: async (apdu) => {
        const data = toBase64url(apdu);
        return fromBase64url(await this.#ask(this.#patience.answer, (id) => ({ type: 'apdu', id, data })));
      },
      // The field goes off with the reading, which resets the card in any case.
      close: async ({ intact }) => {
        await this.#close(intact);
        this.#turn(this.#on);
      },
    });
  }

  async #close(ok: boolean): Promise<void> {
    const say = ok ? this.#words().done : this.#words().lost;
    await this.#ask(this.#patience.answer, (id) => ({ type: 'close', id, ok, say })).catch(() => undefined);
  }

  /** Has the shell do something; answers its data. A shell that does not answer in time has lost the card. */
  #ask(patience: number, message: (id: number) => PageMessage): Promise<string> {
    const late = (id: number) => this.#requests.fail(id, 'link-lost');
    return this.#requests.ask(patience, (id) => this.#send(message(id)), late);
  }

  #onMessage(text: string): void {
    const message = readShellMessage(text);
    if (message) this.#hear(message);
  }

  #hear(message: ShellMessage): void {
    switch (message.type) {
      case 'ready':
        this.can = new Set(message.can);
        this.device = message.device ?? null;
        this.#turn(message.nfc);
        return this.#ready.resolve(message.version === VERSION);
      case 'nfc':
        return this.#turn(message.on);
      case 'answer':
        return this.#requests.answer(message.id, message.data);
      case 'done':
        return this.#requests.answer(message.id, '');
      case 'failed':
        return this.#requests.fail(message.id, message.code);
    }
  }

  /** NFC is on or off, and no card is being read. */
  #turn(on: boolean): void {
    this.#on = on;
    this.#state.become(on ? 'empty' : 'reader-lost');
  }

  #send(message: PageMessage): void {
    this.#channel.send(JSON.stringify(message));
  }
}
