import type { Octets } from '#schema/contract/card.ts';

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
