import { toBase64url } from '#schema/contract/bytes.ts';
import type { BindingReply, Octets } from '#schema/contract/card.ts';
import type { Claim } from '#schema/contract/redemption.ts';
import {
  JPKI,
  readCertificate,
  readCertificatesPresent,
  selectJpki,
  signWithAuthKey,
} from '../applets/jpki.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';
import { USER_PIN, verify, type PinEntry } from '../pin.ts';
import { bind, requireResetProfile } from '../reset/profile.ts';

/** Where a dialogue is, for a progress display. */
export type CardStep =
  | 'select'
  | 'pin'
  | 'certificates'
  | 'sign'
  | 'bind'
  | 'photo'
  | 'agree'
  | 'authorise'
  | 'write';
export type OnStep = (step: CardStep) => void;

/** What both steps prove: the certificate, a signature over the challenge, and the chip that made them. */
export interface ChipProof {
  authCertificate: Octets;
  authSignature: Octets;
  cardCertificate: Octets;
  binding: BindingReply;
}

/** `pin` is the 4-digit user PIN; `challenge` the 32-byte card challenge. */
export interface ProofRequest {
  card: Card;
  pin: PinEntry;
  challenge: Uint8Array;
  onStep?: OnStep;
}

/** Leaves JPKI selected and the user PIN verified. Throws `CardFailure` before a try is spent where that is possible. */
export async function proveChip({ card, pin, challenge, onStep }: ProofRequest): Promise<ChipProof> {
  onStep?.('select');
  await selectJpki(card);
  if (!(await readCertificatesPresent(card)).signature) throw new CardFailure('no-signature-certificate');
  await requireResetProfile(card);
  onStep?.('pin');
  await verify(card, USER_PIN, pin);
  onStep?.('certificates');
  const authCertificate = await readCertificate(card, JPKI.authCertificate);
  const cardCertificate = await readCertificate(card, JPKI.cardCertificate);
  onStep?.('sign');
  const authSignature = await signWithAuthKey(card, challenge);
  onStep?.('bind');
  return { authCertificate, authSignature, cardCertificate, binding: await bind(card, challenge) };
}

/** The part of a proof that both steps send alike. */
export const bindingEvidence = (proof: ChipProof): Omit<Claim, 'kioskKey'> => ({
  authCertificate: toBase64url(proof.authCertificate),
  authSignature: toBase64url(proof.authSignature),
  cardCertificate: toBase64url(proof.cardCertificate),
  binding: {
    cardId: toBase64url(proof.binding.cardId),
    photoSignatureHash: toBase64url(proof.binding.photoSignatureHash),
    signature: toBase64url(proof.binding.signature),
  },
});
