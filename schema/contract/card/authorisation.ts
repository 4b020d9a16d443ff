import { BerError, readSequence, readTlvs, tlv } from './ber.ts';
import { ascii, concat, fixed, fromHex, type Octets } from './octets.ts';

// VC-RESET, the lab's stand-in for the issuer's unblock protocol: clients/card/README.md, "VC-RESET".

/** Reference number of the signature password: the only one a reset may name. */
export const SIGNATURE_PASSWORD = 0x1b;
const VERSION = 1;

/** What the back end permits. Hashes are SHA-256. */
export interface Authorisation {
  cardId: Uint8Array;
  r: Uint8Array;
  /** Of the 65-byte point PKk. */
  kioskKeyHash: Uint8Array;
  /** Of the ticket's ASCII text. */
  ticketHash: Uint8Array;
  /** The kiosk's UUID as 16 bytes. */
  kioskId: Uint8Array;
  /** Unix seconds. Binds the server only: the card has no clock. */
  notAfter: number;
  /** Names the key that signs. */
  issuerKeyId: Uint8Array;
}

/** The TLVs of an authorisation without its signature, in order 80 … 88. */
export function encodeAuthorisation(authorisation: Authorisation): Octets {
  const { cardId, r, kioskKeyHash, ticketHash, kioskId, notAfter, issuerKeyId } = authorisation;
  return concat(
    tlv(0x80, Uint8Array.of(VERSION)),
    tlv(0x81, fixed(cardId, 16, 'cardId')),
    tlv(0x82, Uint8Array.of(SIGNATURE_PASSWORD)),
    tlv(0x83, fixed(r, 16, 'r')),
    tlv(0x84, fixed(kioskKeyHash, 32, 'kioskKeyHash')),
    tlv(0x85, fixed(ticketHash, 32, 'ticketHash')),
    tlv(0x86, fixed(kioskId, 16, 'kioskId')),
    tlv(0x87, u64(notAfter)),
    tlv(0x88, fixed(issuerKeyId, 8, 'issuerKeyId')),
  );
}

/** What the authority's P-256 key signs: `VC-RESET-1|auth` ‖ the TLVs. */
export const authorisationMessage = (encoded: Uint8Array): Octets =>
  concat(ascii('VC-RESET-1|auth'), encoded);

/** The authorisation as the card takes it: the TLVs and `9E 40 signature` (ECDSA P-256, raw r‖s). */
export const sealAuthorisation = (encoded: Uint8Array, signature: Uint8Array): Octets =>
  concat(encoded, tlv(0x9e, fixed(signature, 64, 'signature')));

const SHAPE = [
  [0x80, 1],
  [0x81, 16],
  [0x82, 1],
  [0x83, 16],
  [0x84, 32],
  [0x85, 32],
  [0x86, 16],
  [0x87, 8],
  [0x88, 8],
  [0x9e, 64],
] as const;

/** Takes a sealed authorisation apart; `signed` are the TLVs under `signature`. Throws `BerError`. */
export function decodeAuthorisation(sealed: Octets): Authorisation & { signed: Octets; signature: Octets } {
  const values = readSequence(sealed, SHAPE);
  const [version, cardId, reference, r, kioskKeyHash, ticketHash, kioskId, notAfter, issuerKeyId, signature] =
    values;
  if (version![0] !== VERSION || reference![0] !== SIGNATURE_PASSWORD)
    throw new BerError('unknown version or reference');
  const signed = concat(
    ...readTlvs(sealed)
      .slice(0, -1)
      .map((object) => object.whole),
  );
  return {
    cardId: cardId!,
    r: r!,
    kioskKeyHash: kioskKeyHash!,
    ticketHash: ticketHash!,
    kioskId: kioskId!,
    notAfter: readU64(notAfter!),
    issuerKeyId: issuerKeyId!,
    signed,
    signature: signature!,
  };
}

/** The 16 bytes of a UUID's text form. Throws `RangeError`. */
export function uuidOctets(uuid: string): Octets {
  return new Uint8Array(fixed(fromHex(uuid.replaceAll('-', '')), 16, 'UUID'));
}

function u64(value: number): Octets {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not an unsigned integer');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function readU64(bytes: Octets): number {
  const value = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  if (!Number.isSafeInteger(value)) throw new BerError('number too large');
  return value;
}
