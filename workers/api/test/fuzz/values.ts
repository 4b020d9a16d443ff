import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Chance } from '../random.ts';

/** A person's name, where nobody would look for one: no log line may ever have it. */
export const SOMEBODY = '架空花子';

/** Values that parsers trip over. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  'A',
  'AAAA',
  '\u0000',
  '\ud800',
  `\u202e\ufeff${SOMEBODY}`,
  '__proto__',
  'constructor',
  '../../etc',
  "'; DROP TABLE reservations; --",
  '%00%ff',
  'A'.repeat(5_000),
  [],
  [[]],
  {},
  { toString: 1, __proto__: null },
  { length: 1e9 },
];

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

export const oddValue = (chance: Chance): unknown =>
  chance.is(0.05) ? nested(1 + chance.below(400)) : chance.pick(ODD);

/** Changes one place of a JSON value, wherever it is. */
export function withOddPlace(chance: Chance, value: unknown): unknown {
  if (typeof value === 'string' && chance.is(0.5)) return withOddBytes(chance, value);
  if (typeof value !== 'object' || value === null || chance.is(0.1)) return oddValue(chance);
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.is(0.1))
    return {
      ...value,
      [String(chance.pick(['__proto__', 'x', '', 'toString', SOMEBODY]))]: oddValue(chance),
    };
  const at = chance.below(entries.length);
  if (chance.is(0.1)) entries.splice(at, 1);
  else entries[at]![1] = withOddPlace(chance, entries[at]![1]);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

/** A base64url field whose bytes are touched: that is where certificates, signatures and TLVs are. */
function withOddBytes(chance: Chance, text: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return withOddText(chance, text);
  return toBase64url(touched(chance, fromBase64url(text)));
}

/** Flips, cuts, doubles, or rewrites a length octet. */
export function touched(chance: Chance, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  const at = chance.below(Math.max(1, copy.length));
  switch (chance.below(6)) {
    case 0:
      return copy.slice(0, at);
    case 1:
      return new Uint8Array([...copy.slice(0, at), ...copy.slice(Math.floor(at / 2))]);
    case 2:
      copy[at] = chance.pick([0x00, 0x1f, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff]);
      return copy;
    case 3:
      for (let n = 0; n < 8; n++) copy[chance.below(copy.length)] = chance.below(256);
      return copy;
    case 4:
      // Length octets come early in every object.
      copy[1 + chance.below(8)] = chance.pick([0x80, 0x82, 0x84, 0x88, 0xff]);
      return copy;
    default:
      copy[at] = copy[at]! ^ (1 << chance.below(8));
      return copy;
  }
}

/** The same for text, as text. */
export function withOddText(chance: Chance, text: string): string {
  const at = chance.below(text.length + 1);
  const rest = text.slice(at);
  const odd = chance.pick(['', '\u0000', '.', '=', 'é', '{', '"', '\\', '\r\n', '🗾', 'A'.repeat(900)]);
  return chance.is(0.3)
    ? text.slice(0, at)
    : text.slice(0, at) + odd + (chance.is(0.5) ? rest : rest.slice(1));
}
