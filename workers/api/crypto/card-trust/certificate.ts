import { Certificate } from 'pkijs';
import { copyOf, toHex, type Octets } from '#schema/contract/card.ts';
import { parseAsn1, require } from './check.ts';
import { elementsOf, onlyElement } from './der.ts';

const COMMON_NAME = '2.5.4.3';
const SEQUENCE = 0x30;
/** Where a certificate of version 3 has its public key (RFC 5280 §4.1). */
const PUBLIC_KEY = 6;
/** Octets of a serial number (RFC 5280 §4.1.2.2). */
const LONGEST_SERIAL = 20;

/** Throws on anything that is not one certificate and nothing else, in DER. */
export const parseCertificate = (der: Octets): Certificate =>
  new Certificate({ schema: parseAsn1(der, 'certificate') });

/** Both ends are included (RFC 5280 §4.1.2.5). */
export function requireDates({ notBefore, notAfter }: Certificate, name: string, now: number): void {
  require(now >= seconds(notBefore.value), `${name}-not-before`);
  require(now <= seconds(notAfter.value), `${name}-not-after`, 'certificate-expired');
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);

/** What has a serial number: a certificate, or as much of it as a question needs. */
export type Numbered = Pick<Certificate, 'serialNumber'>;

/** Serial number, hexadecimal. */
export const serialOf = ({ serialNumber }: Numbered) => toHex(serialNumber.valueBlock.valueHexView);

/** Above zero and of at most twenty octets: what RFC 5280 lets an authority give. */
export function hasProperSerial({ serialNumber }: Numbered): boolean {
  const octets = copyOf(serialNumber.valueBlock.valueHexView);
  const [first] = octets;
  return octets.length <= LONGEST_SERIAL && first !== undefined && first < 0x80 && octets.some(Boolean);
}

/** Common name of the subject; null when there is none or more than one. */
export function commonNameOf({ subject }: Certificate): string | null {
  const names = subject.typesAndValues.filter(({ type }) => type === COMMON_NAME);
  return names.length === 1 ? String(names[0]!.value.valueBlock.value) : null;
}

/** SubjectPublicKeyInfo, in the bytes that were signed. The certificate has to be known to be of version 3. */
export const publicKeyOf = ({ tbsView }: Certificate): Octets =>
  [...elementsOf(onlyElement(copyOf(tbsView), SEQUENCE).value)][PUBLIC_KEY]!.whole;
