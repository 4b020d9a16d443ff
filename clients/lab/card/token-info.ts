import { ascii, concat, type Octets } from '#schema/contract/card.ts';

const text = (value: string, length: number): Octets => ascii(value.padEnd(length, ' '));

/** EF 0006: a PKCS #11 CK_TOKEN_INFO of 160 bytes (PKCS #11 v2.40 §3.2), big-endian. */
export function tokenInfo(model: string): Octets {
  const [flags, maxPin, minPin, unavailable] = [0x0000040d, 16, 6, 0xffffffff];
  const counters = [1, 0, 1, 0];
  const numbers = [flags, ...counters, maxPin, minPin, unavailable, unavailable, unavailable, unavailable];
  const packed = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, index) => packed.setUint32(4 * index, value));
  return concat(
    text('JPKIAPICCTOKEN2', 32),
    text('LAB', 32),
    text(model, 16),
    text('0000000000000001', 16),
    new Uint8Array(packed.buffer),
    ascii('0301'),
    ascii('9'.repeat(16)),
  );
}
