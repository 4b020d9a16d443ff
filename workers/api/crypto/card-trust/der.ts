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

/** How deep values may lie in one another; what is read here needs a dozen. */
const DEPTH = 32;
const SEQUENCE = 0x30;
const SET = 0x31;

/**
 * Holds bytes against the distinguished encoding rules (X.690 §10 and §11), by which every value has one form: shortest
 * lengths, shortest numbers, strings in one piece, sets in order, times in full. What the bytes inside an OCTET STRING
 * mean, and whether a default value was written out, is not looked at. Throws `RangeError`.
 */
export function requireDer(bytes: Octets, depth = DEPTH): void {
  if (depth === 0) throw new RangeError('values lie too deep in one another');
  for (const element of elementsOf(bytes)) requireDistinguished(element, depth);
}

function requireDistinguished({ tag, value, whole }: Element, depth: number): void {
  if (whole.length - value.length !== shortestHeader(value.length))
    throw new RangeError('length is too long');
  if ((tag & 0x20) === 0) return requirePrimitive(tag, value);
  if (tag < 0x40 && tag !== SEQUENCE && tag !== SET) throw new RangeError('a value in pieces');
  if (tag === SET) requireOrder([...elementsOf(value)]);
  requireDer(value, depth - 1);
}

function shortestHeader(length: number): number {
  if (length < 0x80) return 2;
  if (length < 0x100) return 3;
  return length < 0x10000 ? 4 : 5;
}

/** X.690 §11.6: ascending, as texts of bytes. */
function requireOrder(members: readonly Element[]): void {
  members.slice(1).forEach(({ whole }, index) => {
    if (compare(members[index]!.whole, whole) > 0) throw new RangeError('a set out of order');
  });
}

function compare(a: Octets, b: Octets): number {
  const at = a.findIndex((octet, index) => octet !== b[index]);
  return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? 0);
}

function requirePrimitive(tag: number, value: Octets): void {
  if (!(FORMS[tag]?.(value) ?? true)) throw new RangeError(`not the one form of a value of type ${tag}`);
}

/** Nine leading bits that are all alike could be left out. */
function number(value: Octets): boolean {
  const [first, second] = value;
  if (second === undefined) return first !== undefined;
  return !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80));
}
const time = (form: RegExp) => (value: Octets) => form.test(String.fromCharCode(...value.subarray(0, 20)));
const never = () => false;

/** Which primitive values of the universal types have the one form they may have; types that are not here have no rule. */
const FORMS: Readonly<Record<number, (value: Octets) => boolean>> = {
  0x01: (value) => value.length === 1 && (value[0] === 0x00 || value[0] === 0xff),
  0x02: number,
  0x03: bits,
  0x05: (value) => value.length === 0,
  0x06: identifier,
  0x0a: number,
  0x10: never,
  0x11: never,
  0x17: time(/^\d{12}Z$/),
  0x18: time(/^\d{14}Z$/),
};

/** The first octet counts the unused bits at the end, and these are zero. */
function bits(value: Octets): boolean {
  const unused = value[0];
  if (unused === undefined || unused > 7) return false;
  if (value.length === 1) return unused === 0;
  return (value.at(-1)! & ((1 << unused) - 1)) === 0;
}

const ended = (octet: number | undefined) => octet === undefined || octet < 0x80;

/** Groups of seven bits, none beginning with an empty group, the last one ended. */
function identifier(value: Octets): boolean {
  return (
    value.length > 0 &&
    ended(value.at(-1)) &&
    !value.some((octet, index) => octet === 0x80 && ended(value[index - 1]))
  );
}
