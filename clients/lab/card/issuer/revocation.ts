import { AuthorityKeyIdentifier } from 'pkijs';
import { toHex } from '#schema/contract/card.ts';
import type { Authority } from './authority.ts';
import { keyIdOf, parseCertificate, type CertificateAuthority } from './certificate.ts';

/** Why a certificate was revoked, with the number X.509 gives it (RFC 5280 §5.3.1). */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

/** One revoked certificate. Authority (key identifier) and serial number are hexadecimal; `at` is Unix seconds. */
export interface RevokedCertificate {
  authority: string;
  serial: string;
  reason: RevocationReason;
  at: number;
}

/** What the lab's authorities have revoked: plain JSON. */
export type RevocationList = readonly RevokedCertificate[];

/** The list with one certificate (DER, base64url) more. One that is in it already stays as it is. */
export function revoke(
  list: RevocationList,
  certificate: string,
  reason: RevocationReason,
  at: number,
): RevocationList {
  const { serialNumber, extensions } = parseCertificate(certificate);
  const identifier = extensions?.map(({ parsedValue }) => parsedValue as unknown).find(isAuthorityKey);
  if (!identifier?.keyIdentifier) throw new RangeError('certificate names no authority');
  const authority = toHex(identifier.keyIdentifier.valueBlock.valueHexView);
  const serial = toHex(serialNumber.valueBlock.valueHexView);
  return isListed(list, authority, serial) ? list : [...list, { authority, serial, reason, at }];
}

const isAuthorityKey = (value: unknown): value is AuthorityKeyIdentifier =>
  value instanceof AuthorityKeyIdentifier;

const isListed = (list: RevocationList, authority: string, serial: string): boolean =>
  list.some((entry) => entry.authority === authority && entry.serial === serial);

/** What `authority` had revoked by `now`. */
export async function revokedBy(
  authority: CertificateAuthority,
  list: RevocationList,
  now: number,
): Promise<RevokedCertificate[]> {
  const keyId = toHex(await keyIdOf(authority.key));
  return list.filter((entry) => entry.authority === keyId && entry.at <= now);
}

/** Every authority of the lab that answers for certificates, in an order that does not change. */
export const revokingAuthorities = (authority: Authority): CertificateAuthority[] => [
  ...authority.userAuthentication,
  ...authority.signature,
  authority.attestation,
];
