import { BerError } from './ber.ts';
import { ascii, concat, fixed, type Octets } from './octets.ts';

/** The card's memory of its resets: what a receipt and a status both say. */
export interface ResetRecord {
  /** Resets so far. */
  counter: number;
  /** Tries left of the signature password. */
  tries: number;
  /** SHA-256 of the ticket of the last reset; zeroes before the first. */
  ticketHash: Octets;
}

/** Bytes of a receipt or a status: 35 of record and 64 of signature. */
export const SIGNED_RECORD_LENGTH = 99;

/** counter(2) ‖ tries(1) ‖ ticketHash(32). */
export const encodeResetRecord = ({ counter, tries, ticketHash }: ResetRecord): Octets =>
  concat(Uint8Array.of(counter >> 8, counter & 0xff, tries), fixed(ticketHash, 32, 'ticketHash'));

/** Takes a receipt or status apart; `record` are the 35 bytes under `signature`. Throws `BerError`. */
export function decodeSignedRecord(bytes: Octets): ResetRecord & { record: Octets; signature: Octets } {
  if (bytes.length !== SIGNED_RECORD_LENGTH) throw new BerError('not a signed record');
  const [high, low, tries] = bytes as unknown as [number, number, number];
  return {
    counter: (high << 8) | low,
    tries,
    ticketHash: bytes.slice(3, 35),
    record: bytes.slice(0, 35),
    signature: bytes.slice(35),
  };
}

/** What the attestation key signs in a receipt: `VC-RESET-1|done` ‖ cardId ‖ record. */
export const receiptMessage = (cardId: Uint8Array, record: Uint8Array): Octets =>
  concat(ascii('VC-RESET-1|done'), fixed(cardId, 16, 'cardId'), fixed(record, 35, 'record'));

/** What the attestation key signs in a status: `VC-RESET-1|status` ‖ cardId ‖ nonce(16) ‖ record. */
export const statusMessage = (cardId: Uint8Array, nonce: Uint8Array, record: Uint8Array): Octets =>
  concat(
    ascii('VC-RESET-1|status'),
    fixed(cardId, 16, 'cardId'),
    fixed(nonce, 16, 'nonce'),
    fixed(record, 35, 'record'),
  );
