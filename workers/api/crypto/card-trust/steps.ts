import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Claim } from '#schema/contract/redemption.ts';
import type { CardEvidence } from '#schema/contract/session.ts';
import type { CardChallenge, CardIdentity, ClaimingCard } from '../../ports/index.ts';
import { attestedChip, type Chip } from './attestation.ts';
import { requireInTime } from './anchors.ts';
import { cardChallengeOf } from './signatures.ts';
import { require } from './check.ts';
import type { Ground } from './ground.ts';
import { requireSignedPhoto } from './surface.ts';
import { userCertificate } from './user-certificate.ts';
import { statusOf } from './words.ts';

/** STEP 1: one chip holds the certificate's key and the issuer's photo. Throws `Untrusted`. */
export async function trustStep1(
  ground: Ground,
  evidence: CardEvidence,
  photo: Uint8Array,
  challenge: CardChallenge,
  now: number,
): Promise<CardIdentity> {
  const photoSignatureHash = await requireSignedPhoto(ground.surfaceRoots, evidence.surface, photo);
  require(photoSignatureHash === evidence.binding.photoSignatureHash, 'binding-photo');
  return (await boundCard(ground, evidence, await cardChallengeOf('step1', challenge), now)).identity;
}

/** STEP 2: one chip holds the certificate's key, signed for this kiosk's key, and says what it was last reset for. Throws `Untrusted`. */
export async function trustStep2(
  ground: Ground,
  claim: Claim,
  challenge: CardChallenge,
  now: number,
): Promise<ClaimingCard> {
  const signed = await cardChallengeOf('step2', challenge, fromBase64url(claim.kioskKey));
  const { identity, chip } = await boundCard(ground, claim, signed, now);
  return { ...identity, word: await statusOf(chip, claim.status, 'claim', challenge) };
}

async function boundCard(
  ground: Ground,
  evidence: Pick<Claim, 'authCertificate' | 'authSignature' | 'cardCertificate' | 'binding'>,
  signed: Awaited<ReturnType<typeof cardChallengeOf>>,
  now: number,
): Promise<{ identity: CardIdentity; chip: Chip }> {
  const user = await userCertificate(ground, evidence, signed, now);
  const chip = await attestedChip(ground, { ...evidence, cardId: evidence.binding.cardId });
  requireInTime(chip.certified, now);
  await chip.requireBinding(user, evidence.binding, signed.challenge);
  // Last, so that nobody without a card that signed can make this Worker call anybody.
  await ground.revocation.requireUnrevoked(user.certified, now);
  await ground.revocation.requireUnrevoked(chip.certified, now);
  return { identity: { certId: user.certId, chipId: chip.chipId }, chip };
}
