import type { Seen } from './jpeg-segments.ts';

const TABLES = 4;
/** In a Huffman table's number: it is for AC coefficients. */
export const AC = 0x10;
const LARGEST_DC = 15;

export function readQuantisation(body: Uint8Array, { quantisation }: Seen): boolean {
  let at = 0;
  while (at < body.length) {
    const table = body[at]! & 15;
    const wide = body[at]! >> 4 > 0;
    if (table >= TABLES) return false;
    quantisation.add(table);
    at += wide ? 129 : 65;
  }
  return at === body.length;
}

export function readHuffman(body: Uint8Array, { huffman }: Seen): boolean {
  let at = 0;
  while (at < body.length) {
    const table = body[at]!;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce<number>((sum, count) => sum + count, 0);
    const symbols = body.subarray(at + 17, at + 17 + total);
    if ((table & ~AC) >= TABLES || total > 256 || !areCodes(counts)) return false;
    if (table < AC && symbols.some((symbol) => symbol > LARGEST_DC)) return false;
    huffman.add(table);
    at += 17 + total;
  }
  return at === body.length;
}

/** Whether there are so many codes of each length, leaving out the one that is all ones. */
function areCodes(counts: Uint8Array): boolean {
  let next = 0;
  return counts.every((count, index) => {
    next = 2 * next + count;
    return next < 2 ** (index + 1);
  });
}

export const word = (body: Uint8Array, at: number): number => (body[at]! << 8) | body[at + 1]!;
