import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import { parseCertificate, requireProfile, USER_AUTHENTICATION } from './certificate.ts';
import { sha256, type SignedChallenge } from './challenge.ts';
import { require } from './check.ts';
import type { Ground } from './ground.ts';
import { importRsaSpki, verifyRsa } from './signatures.ts';

/** A user-authentication certificate that chains to a pinned root and whose key signed the challenge. */
export interface ProvenUser {
  certId: string;
  certificateHash: Octets;
}

/** Throws `Untrusted`. The card signs DigestInfo(SHA-256(input)), so the signature verifies over the input itself. */
export async function userCertificate(
  { users, identities }: Ground,
  evidence: { authCertificate: string; authSignature: string },
  signed: SignedChallenge,
  now: number,
): Promise<ProvenUser> {
  const der = fromBase64url(evidence.authCertificate);
  const certificate = parseCertificate(der);
  await requireProfile(certificate, USER_AUTHENTICATION, now);
  await users.issuerOf(certificate, USER_AUTHENTICATION.name, now);
  const spki = new Uint8Array(certificate.subjectPublicKeyInfo.toSchema().toBER());
  const key = await importRsaSpki(spki);
  require(await verifyRsa(key, fromBase64url(evidence.authSignature), signed.input), 'auth-signature');
  return { certId: await identities.certId(certificate), certificateHash: await sha256(der) };
}
