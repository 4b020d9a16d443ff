import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import { certified, requireInTime, type Certified } from './anchors.ts';
import { require } from './check.ts';
import type { Ground } from './ground.ts';
import { USER_AUTHENTICATION } from './profile.ts';
import { verifyRsa, type SignedChallenge } from './signatures.ts';

/** A user-authentication certificate that chains to a pinned root and whose key signed the challenge. */
export interface ProvenUser {
  certId: string;
  certificateHash: Octets;
  certified: Certified;
}

/** Throws `Untrusted`. The card signs DigestInfo(SHA-256(input)), so the signature verifies over the input itself. */
export async function userCertificate(
  { users, identities }: Ground,
  { authCertificate, authSignature }: { authCertificate: string; authSignature: string },
  signed: SignedChallenge,
  now: number,
): Promise<ProvenUser> {
  const user = await certified(users, authCertificate, USER_AUTHENTICATION);
  requireInTime(user, now);
  require(await verifyRsa(user.key, fromBase64url(authSignature), signed.input), 'auth-signature');
  return {
    certId: await identities.certId(user.certificate),
    certificateHash: await sha256(user.der),
    certified: user,
  };
}
