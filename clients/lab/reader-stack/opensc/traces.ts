import { readHeader, toHex, type Octets } from '#schema/contract/card.ts';

// What OpenSC's jpki driver sends, and what the card must answer: `command answer`, hexadecimal.

const byte = (value: number): string => value.toString(16).padStart(2, '0');

export const selectJpki = '00a4040c0ad392f000260100000001 9000';
export const selectFile = (file: number): string => `00a4020c0200${byte(file)} 9000`;

/** The retry counter, asked for without spending a try. */
export const tries = (file: number, left: number): string[] => [
  selectFile(file),
  `00200080 63c${left.toString(16)}`,
];

/** A secret presented, and the status word that follows. */
export const verify = (file: number, secret: string, word: string): string[] => [
  selectFile(file),
  `00200080${byte(secret.length)}${toHex(Buffer.from(secret))} ${word}`,
];

/** A DER file read by its header: 4 bytes, then 256 at a time, the last chunk as long as what is left. */
export function certificate(file: number, der: Octets): string[] {
  const { headerLength, valueLength } = readHeader(der, 0);
  const length = headerLength + valueLength;
  const chunks = Array.from({ length: Math.ceil(length / 256) }, (_, index) => {
    const chunk = der.slice(256 * index, Math.min(length, 256 * (index + 1)));
    return `00b0${byte(index)}00${byte(chunk.length & 0xff)} ${toHex(chunk)}9000`;
  });
  return [selectFile(file), `00b0000004 ${toHex(der.slice(0, 4))}9000`, ...chunks];
}

/** A file that the card does not show. */
export const refused = (file: number): string[] => [selectFile(file), '00b0000004 6982'];

const SHA256_DIGEST_INFO = '3031300d060960864801650304020105000420';

/** A signature over DigestInfo(SHA-256). */
export const sign = (key: number, digest: Uint8Array, signature: Uint8Array): string[] => [
  selectFile(key),
  `802a008033${SHA256_DIGEST_INFO}${toHex(digest)}00 ${toHex(signature)}9000`,
];
