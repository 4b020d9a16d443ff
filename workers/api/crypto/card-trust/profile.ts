import type { Certificate } from 'pkijs';
import { hasProperSerial } from './certificate.ts';
import { require } from './check.ts';
import {
  authorityFlag,
  criticalOf,
  EXTENSION,
  hasExtensionTwice,
  policiesOf,
  purposesOf,
  USAGE,
  usageOf,
} from './extensions.ts';
import { keyIn, modulusOf } from './public-keys.ts';
import { requireAlgorithm } from './signed.ts';

/** The critical extensions that are understood here; a certificate with any other is refused (RFC 5280 §4.2). */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  EXTENSION.keyUsage,
  EXTENSION.basicConstraints,
  EXTENSION.certificatePolicies,
]);

/** What an end-entity certificate has to be. */
export interface Profile {
  name: string;
  algorithm: 'sha256WithRsa' | 'ecdsaWithSha256';
  /** Bits of an RSA modulus, or the curve. */
  key: 2_048 | 'P-256';
  /** A policy that has to be among those listed; null where the profile has none. */
  policy: string | null;
  /** Extended key usages of which one has to be among those listed, and whether any has to be listed; null: not obeyed. */
  purposes: { accepted: readonly string[]; required: boolean } | null;
}

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** User-authentication certificates of the public personal authentication service. */
export const USER_AUTHENTICATION: Profile = {
  name: 'auth-certificate',
  algorithm: 'sha256WithRsa',
  key: 2_048,
  policy: '1.2.392.200149.8.5.1.3.30',
  // Which ones real certificates carry, if any, is not public.
  purposes: { accepted: [CLIENT_AUTHENTICATION], required: false },
};

/** Signature certificates of the public service: what may be asked about one that is not shown itself. */
export const SIGNATURE: Profile = {
  name: 'signature-certificate',
  algorithm: 'sha256WithRsa',
  key: 2_048,
  policy: '1.2.392.200149.8.5.1.1.20',
  purposes: null,
};

/** Card certificates: the attestation key of one chip. */
export const CARD: Profile = {
  name: 'card-certificate',
  algorithm: 'ecdsaWithSha256',
  key: 'P-256',
  policy: null,
  purposes: null,
};

/**
 * Everything about a certificate itself but chain and dates: neither pkijs nor a signature looks at these. Answers the key
 * that is in it.
 */
export async function requireProfile(certificate: Certificate, profile: Profile): Promise<CryptoKey> {
  const { name, algorithm, policy } = profile;
  const check = (holds: boolean, what: string) => require(holds, `${name}-${what}`);
  check(certificate.version === 2, 'version');
  check(hasProperSerial(certificate), 'serial');
  requireAlgorithm(certificate, algorithm, name);
  check(!hasExtensionTwice(certificate), 'extension-twice');
  check(criticalOf(certificate).every(understoodIn(profile)), 'critical-extension');
  check(authorityFlag(certificate) === false, 'is-authority');
  check(maySign(certificate), 'key-usage');
  check(policy === null || policiesOf(certificate).includes(policy), 'policy');
  check(servesPurpose(certificate, profile), 'purpose');
  const key = await keyIn(certificate, profile.key === 'P-256' ? 'P-256' : 'RSA');
  require(key !== null && (profile.key === 'P-256' || modulusOf(key) === profile.key), `${name}-key`);
  return key;
}

/** Extended key usage is only understood where the profile has any: elsewhere nothing here would obey it. */
const understoodIn =
  ({ purposes }: Profile) =>
  (id: string) =>
    UNDERSTOOD.has(id) || (id === EXTENSION.extendedKeyUsage && purposes !== null);

function servesPurpose(certificate: Certificate, { purposes }: Profile): boolean {
  if (purposes === null) return true;
  const listed = purposesOf(certificate);
  return listed === null ? !purposes.required : listed.some((id) => purposes.accepted.includes(id));
}

/** For signing, and neither for certificates nor for lists. */
function maySign(certificate: Certificate): boolean {
  const bits = usageOf(certificate);
  return (bits & USAGE.digitalSignature) !== 0 && (bits & (USAGE.keyCertSign | USAGE.crlSign)) === 0;
}
