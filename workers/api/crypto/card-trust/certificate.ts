import { BitString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificatePolicies,
  ExtKeyUsage,
} from 'pkijs';
import { toHex, type Octets } from '#schema/contract/card.ts';
import { parseAsn1, require } from './check.ts';

/** Object identifiers of the certificate profiles (RFC 5280). */
export const OID = {
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  authorityKeyIdentifier: '2.5.29.35',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  commonName: '2.5.4.3',
} as const;

/** The critical extensions that are understood here; a certificate with any other is refused (RFC 5280 §4.2). */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.keyUsage,
  OID.basicConstraints,
  OID.certificatePolicies,
]);

/** What an end-entity certificate has to be. */
export interface Profile {
  name: string;
  algorithm: 'sha256WithRsa' | 'ecdsaWithSha256';
  /** Bits of an RSA modulus, or the curve. */
  key: 2_048 | 'P-256';
  /** A policy that has to be among those listed; null where the profile has none. */
  policy: string | null;
  /** An extended key usage that has to be among those listed; null where the profile has none. */
  purpose: string | null;
}

/** User-authentication certificates of the public personal authentication service. */
export const USER_AUTHENTICATION: Profile = {
  name: 'auth-certificate',
  algorithm: 'sha256WithRsa',
  key: 2_048,
  policy: '1.2.392.200149.8.5.1.3.30',
  purpose: null,
};

/** Card certificates: the attestation key of one chip. */
export const CARD: Profile = {
  name: 'card-certificate',
  algorithm: 'ecdsaWithSha256',
  key: 'P-256',
  policy: null,
  purpose: null,
};

/** Throws on anything that is not one certificate and nothing else. */
export const parseCertificate = (der: Octets): Certificate =>
  new Certificate({ schema: parseAsn1(der, 'certificate') });

/** Everything about a certificate itself but chain and dates: neither pkijs nor a signature looks at these. */
export async function requireProfile(certificate: Certificate, profile: Profile): Promise<void> {
  const check = (holds: boolean, what: string) => require(holds, `${profile.name}-${what}`);
  const algorithm = OID[profile.algorithm];
  check(certificate.version === 2, 'version');
  check(certificate.signature.algorithmId === algorithm, 'algorithm');
  check(certificate.signatureAlgorithm.algorithmId === algorithm, 'outer-algorithm');
  check(criticalOf(certificate).every(understoodIn(profile)), 'critical-extension');
  check(authorityFlag(certificate) === false, 'is-authority');
  check(maySign(certificate), 'key-usage');
  if (profile.policy !== null) check(policiesOf(certificate).includes(profile.policy), 'policy');
  if (profile.purpose !== null) check(purposesOf(certificate).includes(profile.purpose), 'purpose');
  const { algorithm: key } = (await certificate.getPublicKey()) as unknown as {
    algorithm: KeyFacts;
  };
  check(profile.key === (key.modulusLength ?? key.namedCurve), 'key');
}

/** Extended key usage is only understood where the profile asks for one: elsewhere nothing here would obey it. */
const understoodIn =
  ({ purpose }: Profile) =>
  (id: string) =>
    UNDERSTOOD.has(id) || (id === OID.extendedKeyUsage && purpose !== null);

interface KeyFacts {
  modulusLength?: number;
  namedCurve?: string;
}

/** Both ends are included (RFC 5280 §4.1.2.5). */
export function requireDates({ notBefore, notAfter }: Certificate, name: string, now: number): void {
  require(now >= seconds(notBefore.value), `${name}-not-before`);
  require(now <= seconds(notAfter.value), `${name}-not-after`, 'certificate-expired');
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);

/** A certificate, or anything else with extensions. */
type Extended = Pick<Certificate, 'extensions'>;

/** Key identifier of the authority that signed it, hexadecimal; null when it names none. */
export function authorityKeyId(signed: Extended): string | null {
  const identifier = extension(signed, OID.authorityKeyIdentifier);
  if (!(identifier instanceof AuthorityKeyIdentifier)) return null;
  return identifier.keyIdentifier ? toHex(identifier.keyIdentifier.valueBlock.valueHexView) : null;
}

/** Its own key identifier, hexadecimal; null when it has none. */
export function subjectKeyId(certificate: Certificate): string | null {
  const identifier = extension(certificate, OID.subjectKeyIdentifier) as {
    valueBlock?: { valueHexView?: Uint8Array };
  };
  const bytes = identifier?.valueBlock?.valueHexView;
  return bytes ? toHex(bytes) : null;
}

/** Serial number, hexadecimal. */
export const serialOf = ({ serialNumber }: Certificate) => toHex(serialNumber.valueBlock.valueHexView);

/** Common name of the subject; null when there is none or more than one. */
export function commonNameOf({ subject }: Certificate): string | null {
  const names = subject.typesAndValues.filter(({ type }) => type === OID.commonName);
  return names.length === 1 ? String(names[0]!.value.valueBlock.value) : null;
}

/** Whether it has the extension, readable or not. */
export const hasExtension = ({ extensions }: Extended, id: string) =>
  (extensions ?? []).some(({ extnID }) => extnID === id);

/** Its value; undefined when it is absent or malformed. The library marks a malformed one and leaves it empty. */
function extension({ extensions }: Extended, id: string): unknown {
  const value = extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
  return value && 'parsingError' in value ? undefined : value;
}

const criticalOf = ({ extensions }: Certificate) =>
  (extensions ?? []).filter(({ critical }) => critical).map(({ extnID }) => extnID);

/** The CA flag; false where the extension is absent, undefined where it cannot be read. */
export function authorityFlag(certificate: Certificate): boolean | undefined {
  if (!hasExtension(certificate, OID.basicConstraints)) return false;
  const constraints = extension(certificate, OID.basicConstraints);
  return constraints instanceof BasicConstraints ? constraints.cA : undefined;
}

/** Bit 0 of keyUsage, digitalSignature; the bits for signing certificates and lists must be clear. */
function maySign(certificate: Certificate): boolean {
  const usage = extension(certificate, OID.keyUsage);
  const bits = usage instanceof BitString ? (usage.valueBlock.valueHexView[0] ?? 0) : 0;
  return (bits & 0x80) !== 0 && (bits & 0x06) === 0;
}

function policiesOf(certificate: Certificate): string[] {
  const policies = extension(certificate, OID.certificatePolicies);
  if (!(policies instanceof CertificatePolicies)) return [];
  return policies.certificatePolicies.map(({ policyIdentifier }) => policyIdentifier);
}

function purposesOf(certificate: Certificate): string[] {
  const usage = extension(certificate, OID.extendedKeyUsage);
  return usage instanceof ExtKeyUsage ? usage.keyPurposes : [];
}
