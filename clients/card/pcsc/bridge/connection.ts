import * as v from 'valibot';
import type { WebSocket } from 'ws';
import { CardFailure } from '../../failure.ts';
import type { CardTransport, PrinterCondition, Reader, Watched } from '../../reader.ts';
import { RemoteFailure } from '../../remote-reader.ts';
import { CLOSE, packApdu, readPageMessage, unpackApdu, type PageMessage } from '../protocol.ts';
import { tell } from './handshake.ts';
import type { Host } from './host.ts';

/** What a page is connected to. Null: it is told nothing of it. */
export interface Served {
  reader: Reader;
  host: Pick<Host, 'meet'> | null;
  headphones: Pick<Watched<boolean>, 'watch'> | null;
  printer: Pick<Watched<PrinterCondition>, 'watch'> | null;
}

/** A page waits for each answer before it asks again; pings may come in between. */
const MAX_WAITING = 8;

/** One paired page and the reader. Requests are carried out one after another; no APDU is kept or logged. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #reader: Reader;
  readonly #host: Pick<Host, 'meet'> | null;
  readonly #unwatch: readonly (() => void)[];
  #link: CardTransport | null = null;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();
  #ended = false;
  /** By the monotonic clock. */
  #lastHeard = performance.now();

  constructor(socket: WebSocket, { reader, host, headphones, printer }: Served) {
    this.#host = host;
    this.#socket = socket;
    this.#reader = reader;
    socket.on('message', (data: Buffer, isBinary) => this.#onMessage(data, isBinary));
    const unwatch = reader.watch((state) => {
      if (state === 'unknown' || state === 'reader-lost' || state === 'empty' || state === 'present')
        tell(socket, { type: 'state', state });
    });
    const plug = headphones?.watch((plugged) => tell(socket, { type: 'headphones', plugged }));
    const print = printer?.watch((condition) => tell(socket, { type: 'printer', condition }));
    this.#unwatch = [unwatch, plug, print].filter((stop) => stop !== undefined);
  }

  /** The page is gone: the card is reset, so that no verified PIN is left for whoever comes next. */
  end(): Promise<void> {
    this.#ended = true;
    for (const unwatch of this.#unwatch) unwatch();
    return this.#inTurn(() => this.#release(true));
  }

  /** Milliseconds since the page said anything; a page that lives pings every few seconds. */
  silence(): number {
    return performance.now() - this.#lastHeard;
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#ended) return;
    this.#lastHeard = performance.now();
    if (this.#waiting >= MAX_WAITING) return this.#socket.close(CLOSE.misuse);
    if (isBinary) return this.#onApdu(data);
    const message = readPageMessage(data.toString());
    if (!message || !('id' in message)) return this.#socket.close(CLOSE.misuse);
    if (message.type === 'ping') return tell(this.#socket, { type: 'done', id: message.id });
    if (message.type === 'kiosk') return void this.#meet(message);
    void this.#inTurn(() => this.#answer(message.id, () => this.#carryOut(message)));
  }

  async #meet({ id, thumbprint, standing }: Extract<PageMessage, { type: 'kiosk' }>): Promise<void> {
    const welcome = await this.#host?.meet({ thumbprint, standing });
    tell(this.#socket, { type: 'welcome', id, ...welcome });
  }

  async #carryOut(message: Extract<PageMessage, { type: 'open' | 'close' }>): Promise<void> {
    if (message.type === 'close') return this.#release(message.reset);
    if (this.#link) throw new CardFailure('reader-busy');
    this.#link = await this.#reader.open();
  }

  #onApdu(data: Buffer): void {
    const request = unpackApdu(data);
    if (!request) return this.#socket.close(CLOSE.misuse);
    void this.#inTurn(() => this.#answer(request.id, () => this.#transceive(request)));
  }

  async #transceive({ id, bytes }: { id: number; bytes: Uint8Array }): Promise<Uint8Array> {
    try {
      if (!this.#link) throw new CardFailure('no-card');
      const answer = await this.#link.transceive(bytes);
      if (answer.length < 2) throw new CardFailure('link-lost');
      return packApdu(id, answer);
    } catch (failure) {
      await this.#release(true);
      throw failure;
    } finally {
      bytes.fill(0);
    }
  }

  async #answer(id: number, work: () => Promise<Uint8Array | void>): Promise<void> {
    try {
      const answer = await work();
      if (answer) this.#socket.send(answer, () => undefined);
      else tell(this.#socket, { type: 'done', id });
    } catch (failure) {
      tell(this.#socket, { type: 'failed', id, code: codeOf(failure) });
    }
  }

  async #release(reset: boolean): Promise<void> {
    const card = this.#link;
    this.#link = null;
    try {
      await card?.close({ reset });
    } catch {
      // It is out of the reader already, which resets it too.
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    this.#last = this.#last.then(work).finally(() => (this.#waiting -= 1));
    return this.#last;
  }
}

const codeOf = (failure: unknown): RemoteFailure =>
  failure instanceof CardFailure && v.is(RemoteFailure, failure.code) ? failure.code : 'link-lost';
