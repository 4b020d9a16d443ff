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
  /** The card's signed word on its last reset, for the nonce that was asked with. */
  status: Octets;
}

/** `pin` is the 4-digit user PIN; `challenge` the 32-byte card challenge; `statusNonce` 16 bytes, or the card's status says nothing to anybody. */
export interface ProofRequest {
  card: Card;
  pin: PinEntry;
  challenge: Uint8Array;
  statusNonce?: Uint8Array;
  onStep?: OnStep;
}

/** Leaves JPKI selected and the user PIN verified. Throws `CardFailure` before a try is spent where that is possible. */
export async function proveChip({
  card,
  pin,
  challenge,
  statusNonce,
  onStep,
}: ProofRequest): Promise<ChipProof> {
  onStep?.('select');
  await selectJpki(card);
  if (!(await readCertificatesPresent(card)).signature) throw new CardFailure('no-signature-certificate');
  const status = await requireResetProfile(card, statusNonce);
  onStep?.('pin');
  await verify(card, USER_PIN, pin);
  onStep?.('certificates');
  const authCertificate = await readCertificate(card, JPKI.authCertificate);
  const cardCertificate = await readCertificate(card, JPKI.cardCertificate);
  onStep?.('sign');
  const authSignature = await signWithAuthKey(card, challenge);
  onStep?.('bind');
  const binding = await bind(card, challenge);
  return { authCertificate, authSignature, cardCertificate, binding, status };
}

/** Every member in base64url, as the wire carries bytes. */
export const inBase64url = <K extends string>(members: Record<K, Uint8Array>): Record<K, string> =>
  Object.fromEntries(
    Object.entries<Uint8Array>(members).map(([name, bytes]) => [name, toBase64url(bytes)]),
  ) as Record<K, string>;

/** The part of a proof that both steps send alike. */
export function bindingEvidence(proof: ChipProof): Omit<Claim, 'kioskKey' | 'status'> {
  const { authCertificate, authSignature, cardCertificate, binding } = proof;
  const { cardId, photoSignatureHash, signature } = binding;
  return {
    ...inBase64url({ authCertificate, authSignature, cardCertificate }),
    binding: inBase64url({ cardId, photoSignatureHash, signature }),
  };
}
