import { toBase64url } from '#schema/contract/bytes.ts';
import type { Claim } from '#schema/contract/redemption.ts';
import { proveChip, type ChipProof, type ProofRequest } from './proof.ts';

/** STEP 2 on the card, before the claim: user PIN, challenge with the kiosk's key under it, binding. */
export const proveStep2 = (request: ProofRequest): Promise<ChipProof> => proveChip(request);

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

/** The proof as `POST /v1/redemptions/claim` carries it. */
export const claimOf = (proof: ChipProof, kioskKey: Uint8Array): Claim => ({
  ...bindingEvidence(proof),
  kioskKey: toBase64url(kioskKey),
});
