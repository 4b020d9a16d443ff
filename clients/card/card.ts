import { concat, copyOf, type Octets } from '#schema/contract/card.ts';
import { encodeCommand, type Command, type Response } from './apdu/command.ts';
import { refusal, SW } from './apdu/status-word.ts';
import { CardFailure } from './failure.ts';
import type { CardTransport } from './reader.ts';

/** Longest answer put together from GET RESPONSE pieces. */
const MAX_RESPONSE = 65_536;

/** Something on the card that ends when another application is selected. */
export interface Volatile {
  destroy(): void;
}

/** One card behind a transport: sends commands, and hides what readers may add to them (61xx, 6Cxx). */
export class Card {
  readonly #transport: CardTransport;
  #volatile: Volatile | null = null;

  constructor(transport: CardTransport) {
    this.#transport = transport;
  }

  /** Sends one command. The encoded bytes are overwritten afterwards, as they may hold a PIN. Throws `CardFailure`. */
  async send(command: Command): Promise<Response> {
    if (endsChannel(command)) this.keep(null);
    return this.#gather(await this.#sized(command));
  }

  /** Only a command that asked for data may be sent again with the length of 6Cxx: VERIFY sent twice would spend two tries. */
  async #sized(command: Command): Promise<Response> {
    const first = await this.#exchange(command);
    const resized = first.sw >> 8 === 0x6c && command.le !== undefined;
    return resized ? this.#exchange({ ...command, le: first.sw & 0xff || 256 }) : first;
  }

  /** Sends a command that must succeed; answers its data. */
  async ask(command: Command): Promise<Octets> {
    const { data, sw } = await this.send(command);
    if (sw !== SW.ok) throw refusal(command.name, sw);
    return data;
  }

  /** Keeps what must be destroyed at the next SELECT, key agreement or close; whatever was kept before ends now. */
  keep(next: Volatile | null): void {
    this.#volatile?.destroy();
    this.#volatile = next;
  }

  async close(options: { reset: boolean }): Promise<void> {
    this.keep(null);
    await this.#transport.close(options);
  }

  async #gather(first: Response): Promise<Response> {
    let { data, sw } = first;
    while (sw >> 8 === 0x61) {
      const le = sw & 0xff || 256;
      const next = await this.#sized({ name: 'GET RESPONSE', cla: 0, ins: 0xc0, p1: 0, p2: 0, le });
      if (next.data.length === 0 && next.sw >> 8 === 0x61)
        throw new CardFailure('card-data', { command: 'GET RESPONSE' });
      data = concat(data, next.data);
      sw = next.sw;
      if (data.length > MAX_RESPONSE) throw new CardFailure('card-data', { command: 'GET RESPONSE' });
    }
    return { data, sw };
  }

  async #exchange(command: Command): Promise<Response> {
    const apdu = encodeCommand(command);
    try {
      const reply = copyOf(await this.#transport.transceive(apdu));
      if (reply.length < 2) throw new CardFailure('link-lost', { command: command.name });
      return { data: reply.slice(0, -2), sw: (reply.at(-2)! << 8) | reply.at(-1)! };
    } catch (cause) {
      this.keep(null);
      throw cause instanceof CardFailure
        ? cause
        : new CardFailure('link-lost', { command: command.name, cause });
    } finally {
      apdu.fill(0);
    }
  }
}

/** SELECT by name and GENERAL AUTHENTICATE end a secure channel on the card, so they end it here too. */
const endsChannel = ({ ins, p1 }: Command): boolean => (ins === 0xa4 && p1 === 0x04) || ins === 0x86;
