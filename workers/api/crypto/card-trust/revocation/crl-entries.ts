import { toHex } from '#schema/contract/card.ts';
import { require } from '../check.ts';
import { elementsOf, type Element } from '../der.ts';

const TAG = { boolean: 0x01, integer: 0x02, enumerated: 0x0a };
/** Contents of the object identifiers 2.5.29.n, hexadecimal. */
const ENTRY = {
  reason: '551d15',
  deltaCrlIndicator: '551d1b',
  issuingDistributionPoint: '551d1c',
  issuer: '551d1d',
};
/** Would make an entry mean something else than that this authority has revoked this certificate. */
const ESTRANGING: ReadonlySet<string> = new Set([
  ENTRY.deltaCrlIndicator,
  ENTRY.issuingDistributionPoint,
  ENTRY.issuer,
]);
const CERTIFICATE_HOLD = 6;

/** Hexadecimal serial numbers. */
export interface Listed {
  /** All that are listed. */
  serials: ReadonlySet<string>;
  /** Those of them that are on hold only. */
  held: ReadonlySet<string>;
}

/** Reads the entries of a list: `SEQUENCE { serial, time, extensions? }`. Throws `Untrusted`. */
export function readEntries(entries: readonly Element[]): Listed {
  const serials = new Set<string>();
  const held = new Set<string>();
  for (const { serial, reason } of entries.map(readEntry)) {
    if (reason === CERTIFICATE_HOLD && !serials.has(serial)) held.add(serial);
    // Listed twice: the graver word counts.
    if (reason !== CERTIFICATE_HOLD) held.delete(serial);
    serials.add(serial);
  }
  return { serials, held };
}

function readEntry(entry: Element): { serial: string; reason: number | undefined } {
  const [serial, , extensions] = elementsOf(entry.value);
  require(serial?.tag === TAG.integer, 'crl-entry');
  const read = extensions ? [...elementsOf(extensions.value)].map(readExtension) : [];
  require(!read.some(({ critical }) => critical), 'crl-entry-critical-extension');
  require(!read.some(({ id }) => ESTRANGING.has(id)), 'crl-entry-not-whole');
  require(new Set(read.map(({ id }) => id)).size === read.length, 'crl-entry-extension-twice');
  return { serial: toHex(serial.value), reason: reasonOf(read.find(({ id }) => id === ENTRY.reason)?.value) };
}

/** `SEQUENCE { identifier, critical?, OCTET STRING }`. */
function readExtension({ value }: Element) {
  const [identifier, ...rest] = elementsOf(value);
  const critical = rest.length > 1 && rest[0]!.tag === TAG.boolean && rest[0]!.value[0] !== 0;
  return { id: toHex(identifier?.value ?? new Uint8Array()), critical, value: rest.at(-1) };
}

function reasonOf(octets: Element | undefined): number | undefined {
  const [reason] = octets ? elementsOf(octets.value) : [];
  return reason?.tag === TAG.enumerated && reason.value.length === 1 ? reason.value[0] : undefined;
}
