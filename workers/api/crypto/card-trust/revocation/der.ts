import type { Octets } from '#schema/contract/card.ts';

/** One DER element; `value` and `whole` (header and value) are views into the input. */
export interface Element {
  tag: number;
  value: Octets;
  whole: Octets;
}

/**
 * Walks over the elements in `bytes` without building a tree: a revocation list can have tens of thousands of entries,
 * and the ASN.1 library refuses more than about a thousand. Throws `RangeError` on long tags,
 * indefinite lengths and whatever is cut off.
 */
export function* elementsOf(bytes: Octets): Generator<Element> {
  for (let offset = 0; offset < bytes.length;) {
    const { header, length } = readHeader(bytes, offset);
    const end = offset + header + length;
    if (end > bytes.length) throw new RangeError('input ends inside a value');
    const tag = bytes[offset]!;
    yield { tag, value: bytes.subarray(offset + header, end), whole: bytes.subarray(offset, end) };
    offset = end;
  }
}

/** The only element in `bytes`, which must have this tag. */
export function onlyElement(bytes: Octets, tag: number): Element {
  const [element, more] = elementsOf(bytes);
  if (element?.tag !== tag || more) throw new RangeError('another element was expected');
  return element;
}

function readHeader(bytes: Octets, offset: number): { header: number; length: number } {
  if ((bytes[offset]! & 0x1f) === 0x1f) throw new RangeError('long tag');
  const first = bytes[offset + 1];
  if (first === undefined || first === 0x80 || first > 0x83)
    throw new RangeError('length is indefinite or too long');
  if (first < 0x80) return { header: 2, length: first };
  const octets = bytes.subarray(offset + 2, offset + 2 + (first & 0x7f));
  if (octets.length < (first & 0x7f)) throw new RangeError('input ends inside a header');
  return { header: 2 + octets.length, length: octets.reduce((sum, octet) => sum * 256 + octet, 0) };
}
