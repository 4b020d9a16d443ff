import * as v from 'valibot';
import { POSE_STEPS } from './face.ts';
import { base64url, base64urlOf, Instant, SupportNumber, Token } from './primitives.ts';

export const OpenSession = v.strictObject({ consentVersion: v.pipe(v.string(), v.maxLength(32)) });

export const SessionReply = v.object({
  session: Token,
  expiresAt: Instant,
  /** Goes under the card's signature (`cardChallengeInput`). */
  audience: v.string(),
  nonce: base64urlOf(32),
  support: SupportNumber,
});
export type SessionReply = v.InferOutput<typeof SessionReply>;

/** Proof that one chip holds the certificate's key and the photo. See `clients/card/README.md`. */
export const Binding = v.strictObject({
  cardId: base64urlOf(16),
  photoSignatureHash: base64urlOf(32),
  signature: base64urlOf(64),
});

/** STEP 1 card evidence; the photo object (DF27) travels beside it as a file part. */
export const CardEvidence = v.strictObject({
  authCertificate: base64url(4_096),
  authSignature: base64urlOf(256),
  cardCertificate: base64url(2_048),
  binding: Binding,
  surface: v.strictObject({
    /** DF28 value. */
    signature: base64urlOf(256),
    /** EF 0004: the CV certificate of the key that made `signature`. */
    issuerCertificate: base64url(1_024),
    /** SHA-256(DF22‖DF23‖DF24) and SHA-256(DF25‖DF26): what they digest never leaves the phone. */
    holderDigest: base64urlOf(32),
    textDigest: base64urlOf(32),
  }),
});
export type CardEvidence = v.InferOutput<typeof CardEvidence>;

/**
 * Head movements to make before the camera, in order. A card has one such sequence at a time, whoever asks: another one
 * comes when it ran out or was answered.
 */
export const LivenessChallenge = v.object({
  challenge: Token,
  steps: v.array(v.picklist(POSE_STEPS)),
  expiresAt: Instant,
});
export type LivenessChallenge = v.InferOutput<typeof LivenessChallenge>;

const cardTokenMembers = {
  cardToken: Token,
  expiresAt: Instant,
  /** An hour after the session began: until then `renewCard` gives another token. */
  renewableUntil: Instant,
};

/** A card token with ten more minutes, fewer at the end of the hour. */
export const CardRenewal = v.object(cardTokenMembers);
export type CardRenewal = v.InferOutput<typeof CardRenewal>;

export const CardReply = v.object({
  ...cardTokenMembers,
  liveness: LivenessChallenge,
  triesLeft: v.number(),
});
export type CardReply = v.InferOutput<typeof CardReply>;
