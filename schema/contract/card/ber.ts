import { concat, type Octets } from './octets.ts';

/** One data object: `value` and `whole` (header and value) are views into the input; `end` is the offset after it. */
export interface Tlv {
  tag: number;
  value: Octets;
  whole: Octets;
  end: number;
}

/** Thrown for anything that is not a complete, definite-length data object within bounds. */
export class BerError extends Error {
  override name = 'BerError';
}

/** Tag and lengths of the object at `offset`, which may be cut short after its header. */
export interface BerHeader {
  tag: number;
  headerLength: number;
  valueLength: number;
}

/**
 * Reads a header: tags of one or two bytes, definite lengths up to 65535. Cards use no others, and a bound on both is
 * what keeps a hostile card from steering the reader.
 */
export function readHeader(bytes: Uint8Array, offset = 0): BerHeader {
  const first = byteAt(bytes, offset);
  const twoByteTag = (first & 0x1f) === 0x1f;
  const second = twoByteTag ? byteAt(bytes, offset + 1) : 0;
  if (twoByteTag && (second & 0x80) !== 0) throw new BerError('tag longer than two bytes');
  const tag = twoByteTag ? (first << 8) | second : first;
  const lengthAt = offset + (twoByteTag ? 2 : 1);
  const { octets, valueLength } = readLength(bytes, lengthAt);
  return { tag, headerLength: lengthAt - offset + octets, valueLength };
}

function readLength(bytes: Uint8Array, offset: number) {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { octets: 1, valueLength: first };
  if (first === 0x81) return { octets: 2, valueLength: byteAt(bytes, offset + 1) };
  if (first !== 0x82) throw new BerError('length is indefinite or over 65535');
  return { octets: 3, valueLength: (byteAt(bytes, offset + 1) << 8) | byteAt(bytes, offset + 2) };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new BerError('input ends inside a header');
  return byte;
}

/** The object at `offset`; bytes after it are left alone. */
export function readTlv(bytes: Octets, offset = 0): Tlv {
  const { tag, headerLength, valueLength } = readHeader(bytes, offset);
  const end = offset + headerLength + valueLength;
  if (end > bytes.length) throw new BerError('input ends inside a value');
  return { tag, value: bytes.subarray(offset + headerLength, end), whole: bytes.subarray(offset, end), end };
}

/** Every object in `bytes`, with nothing before, between or after. */
export function readTlvs(bytes: Octets): Tlv[] {
  const objects: Tlv[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const object = readTlv(bytes, offset);
    objects.push(object);
    offset = object.end;
  }
  return objects;
}

/** The only object in `bytes`, which must have this tag. */
export function readOnly(bytes: Octets, tag: number): Tlv {
  const object = readTlv(bytes);
  if (object.tag !== tag || object.end !== bytes.length) throw new BerError('another object was expected');
  return object;
}

/** Values of exactly these tags in exactly this order, with their lengths checked where one is given. */
export function readSequence(
  bytes: Octets,
  shape: readonly (readonly [tag: number, length?: number])[],
): Octets[] {
  const objects = readTlvs(bytes);
  if (objects.length !== shape.length) throw new BerError('another number of objects was expected');
  return objects.map(({ tag, value }, index) => {
    const [expectedTag, length] = shape[index]!;
    if (tag !== expectedTag) throw new BerError('another object was expected');
    if (length !== undefined && value.length !== length) throw new BerError('another length was expected');
    return value;
  });
}

/** Encodes one object with the shortest length form. Throws `RangeError` over 65535 bytes. */
export function tlv(tag: number, ...values: readonly Uint8Array[]): Octets {
  const value = concat(...values);
  const { length } = value;
  if (length > 0xffff) throw new RangeError('value is over 65535 bytes');
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  return concat(Uint8Array.of(...tagBytes, ...lengthOctets(length)), value);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
