import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fromHex } from '#schema/contract/card.ts';
import type { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { CONTROL, FrameReader, packFrame } from './frames.ts';

// Node only.

/** Contact ATR of a My Number card (card table of OpenSC). */
export const MY_NUMBER_ATR = fromHex('3BE000FF8131FE4514');

/** The port of vpcd's first slot. */
export const VPCD_PORT = 35_963;

/** How long pcscd may take to see a card, in milliseconds: vpcd asks every 400. */
const PATIENCE = 5_000;

/** One APDU and its answer, as they went over the wire. `answer` is null when the card was pulled before it gave one. */
export interface Exchange {
  command: Uint8Array;
  answer: Uint8Array | null;
}

export interface SlotOptions {
  port?: number;
  /** Called with every exchange; its bytes may hold a PIN. */
  trace?: (exchange: Exchange) => void;
}

interface Inserted {
  card: VirtualCard;
  socket: Socket;
  atr: Uint8Array;
}

/** A slot of Debian's virtual reader (vpcd), and the hand that puts virtual cards into it. */
export class VpcdSlot {
  readonly #options: SlotOptions;
  #inserted: Inserted | null = null;

  constructor(options: SlotOptions = {}) {
    this.#options = options;
  }

  /** Puts a card in and waits until pcscd has powered it. Throws when no reader is there or none powers it. */
  async insert(card: VirtualCard, atr: Uint8Array = MY_NUMBER_ATR): Promise<void> {
    if (this.#inserted) throw new Error('a card is in the slot already');
    const socket = connect(this.#options.port ?? VPCD_PORT, '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay(true);
    const inserted = { card, socket, atr };
    this.#inserted = inserted;
    socket.on('close', () => this.#onClose(inserted));
    socket.on('error', () => undefined);
    await this.#serve(inserted);
  }

  /** Pulls the card, in the middle of a command if there is one. pcscd notices within 400 ms. */
  async remove(): Promise<void> {
    const gone = this.#inserted;
    if (!gone) return;
    gone.socket.destroy();
    await once(gone.socket, 'close');
    await gone.card.powerOff();
  }

  /** Answers the reader's frames one after another; resolves at the first power-on. */
  #serve(inserted: Inserted): Promise<void> {
    const frames = new FrameReader();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error('no reader powered the card')), PATIENCE);
    let last: Promise<unknown> = Promise.resolve();
    const answer = async (body: Uint8Array): Promise<void> => {
      await this.#answer(inserted, body);
      if (body.length === 1 && body[0] === CONTROL.powerOn) resolve();
    };
    inserted.socket.on('data', (chunk: Buffer) => {
      for (const body of frames.push(chunk)) last = last.then(() => answer(body)).catch(reject);
    });
    return promise.finally(() => clearTimeout(timer));
  }

  async #answer({ card, socket, atr }: Inserted, body: Uint8Array): Promise<void> {
    if (body.length !== 1) return this.#exchange({ card, socket, atr }, body);
    if (body[0] === CONTROL.powerOff) await card.powerOff();
    if (body[0] === CONTROL.powerOn) await card.powerOn();
    if (body[0] === CONTROL.reset) await card.reset();
    if (body[0] === CONTROL.atr) socket.write(packFrame(atr));
  }

  /** A card that answers nothing at all lost its power: then it is not in the reader any more. */
  async #exchange({ card, socket }: Inserted, body: Uint8Array): Promise<void> {
    const { trace } = this.#options;
    const command = trace && body.slice();
    const answer = await card.process(body);
    if (command) trace({ command, answer: answer.length === 0 ? null : answer });
    if (answer.length === 0) socket.destroy();
    else socket.write(packFrame(answer));
  }

  #onClose(inserted: Inserted): void {
    if (this.#inserted === inserted) this.#inserted = null;
  }
}
