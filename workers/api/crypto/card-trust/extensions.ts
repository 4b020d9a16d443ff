import { BitString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  ExtKeyUsage,
  type Certificate,
} from 'pkijs';
import { copyOf, toHex } from '#schema/contract/card.ts';
import { requireDer } from './der.ts';

/** Object identifiers of extensions (RFC 5280). */
export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

/** Bits of the first byte of keyUsage (RFC 5280 §4.2.1.3). */
export const USAGE = { digitalSignature: 0x80, keyCertSign: 0x04, crlSign: 0x02 } as const;

/** A certificate, or anything else with extensions. */
export type Extended = Pick<Certificate, 'extensions'>;

/** Whether it has the extension, readable or not. */
export const hasExtension = ({ extensions }: Extended, id: string) =>
  (extensions ?? []).some(({ extnID }) => extnID === id);

/** RFC 5280 §4.2: no more than one of a kind. Of two, one reader would see the first and another the second. */
export function hasExtensionTwice({ extensions = [] }: Extended): boolean {
  return new Set(extensions.map(({ extnID }) => extnID)).size < extensions.length;
}

export const criticalOf = ({ extensions = [] }: Extended) =>
  extensions.filter(({ critical }) => critical).map(({ extnID }) => extnID);

/** Its value; undefined when it is absent, malformed or no DER. The library marks a malformed one and leaves it empty. */
function extension({ extensions }: Extended, id: string): unknown {
  const found = extensions?.find(({ extnID }) => extnID === id);
  const value: unknown = found?.parsedValue;
  if (!found || !value || typeof value !== 'object' || 'parsingError' in value) return undefined;
  try {
    requireDer(copyOf(found.extnValue.valueBlock.valueHexView));
    return value;
  } catch {
    return undefined;
  }
}

/** Key identifier of the authority that signed it, hexadecimal; null when it names none. */
export function authorityKeyId(signed: Extended): string | null {
  const identifier = extension(signed, EXTENSION.authorityKeyIdentifier);
  if (!(identifier instanceof AuthorityKeyIdentifier)) return null;
  return identifier.keyIdentifier ? toHex(identifier.keyIdentifier.valueBlock.valueHexView) : null;
}

/** Its own key identifier, hexadecimal; null when it has none. */
export function subjectKeyId(certificate: Extended): string | null {
  const identifier = extension(certificate, EXTENSION.subjectKeyIdentifier) as {
    valueBlock?: { valueHexView?: Uint8Array };
  };
  const bytes = identifier?.valueBlock?.valueHexView;
  return bytes ? toHex(bytes) : null;
}

/** The CA flag; false where the extension is absent, undefined where it cannot be read. */
export function authorityFlag(certificate: Extended): boolean | undefined {
  if (!hasExtension(certificate, EXTENSION.basicConstraints)) return false;
  const constraints = extension(certificate, EXTENSION.basicConstraints);
  return constraints instanceof BasicConstraints ? constraints.cA : undefined;
}

/** The first byte of keyUsage; zero where there is none, or none that can be read. */
export function usageOf(certificate: Extended): number {
  const usage = extension(certificate, EXTENSION.keyUsage);
  return usage instanceof BitString ? (usage.valueBlock.valueHexView[0] ?? 0) : 0;
}

export function policiesOf(certificate: Extended): string[] {
  const policies = extension(certificate, EXTENSION.certificatePolicies);
  if (!(policies instanceof CertificatePolicies)) return [];
  return policies.certificatePolicies.map(({ policyIdentifier }) => policyIdentifier);
}

/** Extended key usages; null where there is no such extension, none where it cannot be read. */
export function purposesOf(certificate: Extended): string[] | null {
  if (!hasExtension(certificate, EXTENSION.extendedKeyUsage)) return null;
  const usage = extension(certificate, EXTENSION.extendedKeyUsage);
  return usage instanceof ExtKeyUsage ? usage.keyPurposes : [];
}
