import { CardFailure } from '../failure.ts';
import type { KioskAtReader, KioskWelcome, PrinterCondition, ReaderState } from '../reader.ts';
import { Requests } from '../remote-reader.ts';
import { type Pairing, isProof, newNonce, prove } from './pairing.ts';
import { packApdu, readBridgeMessage, unpackApdu, type BridgeMessage, type PageMessage } from './protocol.ts';

/** The part of a browser's WebSocket that is used; the `ws` package has it too. */
export interface Socket {
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}

/** Milliseconds. */
export interface Timing {
  /** From the connection to the bridge's first state. */
  handshake: number;
  /** Longest wait for an answer of the card. */
  answer: number;
  /** Between pings, and the longest wait for the answer to one. */
  ping: number;
}

/** What a link tells its owner. `ended` comes once, and last. */
export interface LinkEvents {
  state(state: ReaderState): void;
  headphones(plugged: boolean): void;
  printer(condition: PrinterCondition): void;
  /** The bridge has proved the pairing, and this is its version. */
  proved(version: string | null): void;
  ended(why: 'bridge-lost' | 'bridge-refused'): void;
}

/** What may be asked for; its number is added. */
type Request = { type: 'open' } | { type: 'close'; reset: boolean } | { type: 'ping' };

/** Codes 4400–4409 are refusals; anything else is a connection that broke. */
const isRefusal = (code: number): boolean => code >= 4400 && code < 4500;

/** One connection to a bridge, from its handshake to its end. It does not come back: a new one is made. */
export class BridgeLink {
  readonly #socket: Socket;
  readonly #pairing: Pairing;
  readonly #timing: Timing;
  readonly #events: LinkEvents;
  readonly #requests = new Requests<Uint8Array<ArrayBuffer>>();
  readonly #pageNonce = newNonce();
  readonly #introductions = new Requests<KioskWelcome>();
  #asks = false;
  /** The bridge knows the secret. */
  #proved = false;
  /** And has taken this page. */
  #paired = false;
  #end: 'bridge-lost' | 'bridge-refused' | null = null;
  #timer: ReturnType<typeof setTimeout>;

  constructor(socket: Socket, pairing: Pairing, timing: Timing, events: LinkEvents) {
    this.#socket = socket;
    this.#pairing = pairing;
    this.#timing = timing;
    this.#events = events;
    this.#timer = setTimeout(() => this.#finish('bridge-lost'), timing.handshake);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () =>
      this.#send({ type: 'hello', nonce: this.#pageNonce, headphones: true, printer: true }),
    );
    socket.addEventListener('message', ({ data }) => this.#onMessage(data));
    socket.addEventListener('close', ({ code }) =>
      this.#finish(isRefusal(code) ? 'bridge-refused' : 'bridge-lost'),
    );
    socket.addEventListener('error', () => this.#finish('bridge-lost'));
  }

  /** The bridge has taken this page. */
  get isPaired(): boolean {
    return this.#paired && !this.#end;
  }

  /** Has something done, and waits until it is. Throws `CardFailure`. */
  async request(request: Request, patience = this.#timing.answer): Promise<void> {
    await this.#ask(patience, (id) => JSON.stringify({ ...request, id }));
  }

  /** One APDU to the opened card. The bytes that were sent are overwritten. Throws `CardFailure`. */
  async exchange(apdu: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    let message: Uint8Array<ArrayBuffer> | null = null;
    try {
      return await this.#ask(this.#timing.answer, (id) => (message = packApdu(id, apdu)));
    } finally {
      (message as Uint8Array | null)?.fill(0);
    }
  }

  /** Says which kiosk this page is. Null: a bridge that does not want to know. Throws `CardFailure`. */
  async introduce(kiosk: KioskAtReader): Promise<KioskWelcome | null> {
    if (this.#end || !this.#paired) throw new CardFailure(this.#end ?? 'bridge-lost');
    if (!this.#asks) return null;
    const send = (id: number) => this.#send({ type: 'kiosk', id, ...kiosk });
    return this.#introductions.ask(this.#timing.ping, send, (id) =>
      this.#introductions.fail(id, 'bridge-lost'),
    );
  }

  /** Ends the connection from this side. */
  close(): void {
    this.#finish('bridge-lost');
  }

  #ask(
    patience: number,
    encode: (id: number) => string | Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#end || !this.#paired) return Promise.reject(new CardFailure(this.#end ?? 'bridge-lost'));
    // A bridge that no longer answers is as good as gone, even while its socket stands.
    const late = () => this.#finish('bridge-lost');
    return this.#requests.ask(patience, (id) => this.#socket.send(encode(id)), late);
  }

  #onMessage(data: unknown): void {
    if (this.#end) return;
    const message = typeof data === 'string' ? readBridgeMessage(data) : null;
    // Until the bridge has proved the pairing it may be any program, and nothing else it says is listened to.
    if ((message?.type === 'challenge') === this.#proved) return this.#finish('bridge-refused');
    if (data instanceof ArrayBuffer) return this.#onAnswer(new Uint8Array(data));
    if (!message) return this.#finish('bridge-refused');
    this.#onControl(message);
  }

  #onControl(message: BridgeMessage): void {
    switch (message.type) {
      case 'challenge':
        return void this.#answerChallenge(message);
      case 'state':
        this.#paired = true;
        this.#keepAlive();
        return this.#events.state(message.state);
      case 'headphones':
        return this.#events.headphones(message.plugged);
      case 'printer':
        return this.#events.printer(message.condition);
      case 'done':
        return this.#requests.answer(message.id, new Uint8Array());
      case 'failed':
        return this.#requests.fail(message.id, message.code);
      case 'welcome':
        return this.#introductions.answer(message.id, { code: message.code, renew: message.renew });
    }
  }

  async #answerChallenge({
    nonce,
    proof,
    version,
    asks,
  }: Extract<BridgeMessage, { type: 'challenge' }>): Promise<void> {
    const { secret, port } = this.#pairing;
    const handshake = { port, page: this.#pageNonce, bridge: nonce };
    if (!(await isProof(secret, 'bridge', handshake, proof))) return this.#finish('bridge-refused');
    this.#proved = true;
    this.#asks = asks ?? false;
    this.#events.proved(version ?? null);
    this.#send({ type: 'proof', proof: await prove(secret, 'page', handshake) });
  }

  #onAnswer(message: Uint8Array): void {
    const answer = unpackApdu(message);
    if (!answer) return this.#finish('bridge-refused');
    this.#requests.answer(answer.id, new Uint8Array(answer.bytes));
  }

  /** The first state ends the handshake; from then on a ping goes out again and again. */
  #keepAlive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.request({ type: 'ping' }, this.#timing.ping).then(
        () => this.#keepAlive(),
        () => undefined,
      );
    }, this.#timing.ping);
  }

  #send(message: PageMessage): void {
    if (!this.#end) this.#socket.send(JSON.stringify(message));
  }

  #finish(why: 'bridge-lost' | 'bridge-refused'): void {
    if (this.#end) return;
    this.#end = why;
    clearTimeout(this.#timer);
    this.#requests.failAll(why);
    this.#introductions.failAll(why);
    this.#socket.close();
    this.#events.ended(why);
  }
}
