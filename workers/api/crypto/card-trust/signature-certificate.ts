import { Integer } from 'asn1js';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import type { SignatureCertificate, SignatureCertificateReply } from '#schema/contract/redemption.ts';
import { hasProperSerial } from './certificate.ts';
import type { Ground } from './ground.ts';
import { SIGNATURE } from './profile.ts';

/**
 * What the pinned sources say of a signature certificate that is only named, by the key of its authority and its serial
 * number. Of a stranger's, or of a number that nobody can have been given, nobody is asked. Throws `Untrusted`
 * (`revocation-unavailable`) when no source answers.
 */
export async function signatureCertificateStatus(
  { signatures, revocation }: Pick<Ground, 'signatures' | 'revocation'>,
  { issuerKeyId, serial }: SignatureCertificate,
  now: number,
): Promise<SignatureCertificateReply> {
  const issuer = signatures.withKeyId(toHex(fromBase64url(issuerKeyId)));
  const serialNumber = new Integer({ valueHex: fromBase64url(serial).buffer });
  if (!issuer || !hasProperSerial({ serialNumber })) return { status: 'unknown', reason: null };
  const subject = { certificate: { serialNumber }, issuer, profile: SIGNATURE };
  const status = await revocation.statusOf(subject, now);
  return status === 'held' ? { status: 'revoked', reason: 'hold' } : { status, reason: null };
}
