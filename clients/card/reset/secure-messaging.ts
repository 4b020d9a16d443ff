import { cbc, cmac, ecb } from '@noble/ciphers/aes.js';
import { BerError, concat, copyOf, readTlvs, tlv, type Octets } from '#schema/contract/card.ts';
import type { Command, Response } from '../apdu/command.ts';
import type { ChannelKeys } from './key-agreement.ts';

// AES-CBC with an encrypted counter as IV and AES-CMAC, as ICAO Doc 9303-11 §9.8 and clients/card/README.md have it. WebCrypto
// has neither CMAC nor single blocks, and its keys cannot be overwritten; hence one library for all three.

const CLA = 0x0c;
const MAC_OBJECT = 10;

/** Thrown when a protected message is not what the other side sent. `statusWord` is what a card answers then. */
export class SecureMessagingError extends Error {
  override name = 'SecureMessagingError';
  readonly statusWord: number;

  constructor(statusWord: 0x6882 | 0x6987 | 0x6988) {
    super(`secure messaging broken (${statusWord.toString(16)})`);
    this.statusWord = statusWord;
  }
}

/** One side of a secure channel: the terminal protects and unprotects, the card opens and seals. */
export class SecureMessaging {
  readonly #keys: ChannelKeys;
  #counter = 0;
  #alive = true;

  /** Takes the keys over; `destroy` overwrites them. */
  constructor(keys: ChannelKeys) {
    this.#keys = keys;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Terminal: the protected form of a command, whose answer may have data. */
  protect(command: Command): Command {
    const counter = this.#next();
    const header = pad(headerOf(command));
    const cryptogram = command.data
      ? tlv(0x87, Uint8Array.of(1), this.#encrypt(counter, command.data))
      : new Uint8Array();
    const body = concat(cryptogram, tlv(0x97, Uint8Array.of(0)));
    const data = concat(body, tlv(0x8e, this.#mac(counter, header, pad(body))));
    return { ...command, cla: CLA, data, le: 256 };
  }

  /** Terminal: the plain answer inside a protected one. */
  unprotect({ data }: Response): Response {
    const counter = this.#next();
    const body = this.#authenticated(data, counter, (bytes) => [pad(bytes)]);
    const objects = objectsOf(body);
    const status = objects.get(0x99);
    if (status?.length !== 2) throw this.#broken(0x6987);
    const cryptogram = objects.get(0x87);
    return {
      data: cryptogram ? this.#decrypt(counter, cryptogram) : new Uint8Array(),
      sw: (status[0]! << 8) | status[1]!,
    };
  }

  /** Card: the plain data of a protected command. */
  open(command: Command): Octets {
    const counter = this.#next();
    const header = pad(headerOf(command));
    const parts = (bytes: Octets) => (bytes.length > 0 ? [header, pad(bytes)] : [header]);
    const body = this.#authenticated(copyOf(command.data ?? new Uint8Array()), counter, parts);
    const cryptogram = objectsOf(body).get(0x87);
    return cryptogram ? this.#decrypt(counter, cryptogram) : new Uint8Array();
  }

  /** Card: the protected form of an answer. Its outer status word is always 9000. */
  seal({ data, sw }: Response): Response {
    const counter = this.#next();
    const cryptogram =
      data.length > 0 ? tlv(0x87, Uint8Array.of(1), this.#encrypt(counter, data)) : new Uint8Array();
    const body = concat(cryptogram, tlv(0x99, Uint8Array.of(sw >> 8, sw & 0xff)));
    return { data: concat(body, tlv(0x8e, this.#mac(counter, pad(body)))), sw: 0x9000 };
  }

  /** Overwrites the keys. Every later call throws. */
  destroy(): void {
    this.#keys.enc.fill(0);
    this.#keys.mac.fill(0);
    this.#alive = false;
  }

  #next(): Octets {
    if (!this.#alive) throw new SecureMessagingError(0x6882);
    this.#counter += 1;
    const counter = new Uint8Array(16);
    new DataView(counter.buffer).setUint32(12, this.#counter);
    return counter;
  }

  #authenticated(bytes: Octets, counter: Octets, parts: (body: Octets) => Octets[]): Octets {
    const body = bytes.slice(0, Math.max(0, bytes.length - MAC_OBJECT));
    const tail = bytes.subarray(body.length);
    if (tail.length !== MAC_OBJECT || tail[0] !== 0x8e || tail[1] !== 8) throw this.#broken(0x6987);
    const expected = this.#mac(counter, ...parts(body));
    const difference = expected.reduce((bits, byte, index) => bits | (byte ^ tail[index + 2]!), 0);
    if (difference !== 0) throw this.#broken(0x6988);
    return body;
  }

  #broken(statusWord: 0x6987 | 0x6988): SecureMessagingError {
    this.destroy();
    return new SecureMessagingError(statusWord);
  }

  #mac(counter: Octets, ...parts: Octets[]): Octets {
    return copyOf(cmac(concat(counter, ...parts), this.#keys.mac)).slice(0, 8);
  }

  #encrypt(counter: Octets, data: Uint8Array): Octets {
    const padded = pad(data);
    const encrypted = copyOf(this.#cipher(counter).encrypt(padded));
    padded.fill(0);
    return encrypted;
  }

  #decrypt(counter: Octets, cryptogram: Octets): Octets {
    const blocks = cryptogram.subarray(1);
    if (cryptogram[0] !== 1 || blocks.length === 0 || blocks.length % 16 !== 0) throw this.#broken(0x6988);
    const padded = copyOf(this.#cipher(counter).decrypt(blocks));
    const data = unpad(padded);
    padded.fill(0);
    if (!data) throw this.#broken(0x6988);
    return data;
  }

  #cipher(counter: Octets) {
    const iv = ecb(this.#keys.enc, { disablePadding: true }).encrypt(counter);
    return cbc(this.#keys.enc, iv, { disablePadding: true });
  }
}

const headerOf = ({ ins, p1, p2 }: Command): Octets => Uint8Array.of(CLA, ins, p1, p2);

function objectsOf(body: Octets): Map<number, Octets> {
  try {
    return new Map(readTlvs(body).map(({ tag, value }) => [tag, value]));
  } catch (error) {
    if (error instanceof BerError) return new Map();
    throw error;
  }
}

const BLOCK = 16;

/** ISO/IEC 7816-4 padding: 80, then zeroes to a full block. */
export function pad(bytes: Uint8Array): Octets {
  const padded = new Uint8Array((Math.floor(bytes.length / BLOCK) + 1) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** Undoes `pad` with a copy. Undefined when the padding is not there. */
export function unpad(padded: Octets): Octets | undefined {
  const end = padded.findLastIndex((byte) => byte !== 0);
  return end >= padded.length - BLOCK && padded[end] === 0x80 ? padded.slice(0, end) : undefined;
}
