import * as v from 'valibot';
import { base64url, base64urlOf, Instant, SupportNumber, Token, Uuid } from './primitives.ts';
import { Binding } from './session.ts';

export const RedemptionReply = v.object({
  redemption: Token,
  expiresAt: Instant,
  audience: v.string(),
  nonce: base64urlOf(32),
  support: SupportNumber,
});
export type RedemptionReply = v.InferOutput<typeof RedemptionReply>;

/**
 * STEP 2 card evidence. `kioskKey` is the P-256 point that will later open secure messaging; the card signs its digest.
 * `status` is the card's signed word on its last reset: a ticket it has used opens nothing.
 */
export const Claim = v.strictObject({
  authCertificate: base64url(4_096),
  authSignature: base64urlOf(256),
  cardCertificate: base64url(2_048),
  binding: Binding,
  kioskKey: base64urlOf(65),
  status: base64urlOf(99),
});
export type Claim = v.InferOutput<typeof Claim>;

export const ClaimReply = v.object({
  reservationId: Uuid,
  matchCode: v.string(),
  leaseUntil: Instant,
  expiresAt: Instant,
});
export type ClaimReply = v.InferOutput<typeof ClaimReply>;

export const LeaseReply = v.object({ leaseUntil: Instant });

/** The card's answer to GENERAL AUTHENTICATE, signed by its attestation key. */
export const Authorise = v.strictObject({
  kioskKey: base64urlOf(65),
  cardKey: base64urlOf(65),
  r: base64urlOf(16),
  cardId: base64urlOf(16),
  signature: base64urlOf(64),
  cardCertificate: base64url(2_048),
});
export type Authorise = v.InferOutput<typeof Authorise>;

export const AuthoriseReply = v.object({
  /** VC-RESET authorisation TLV, for EXTERNAL AUTHENTICATE. */
  authorisation: base64url(512),
  /** Signed for whoever examines the authorisation later. Nobody checks it: the card has no clock, and takes one for each `r` at most. */
  notAfter: Instant,
  leaseUntil: Instant,
  /** A signed statement that this was authorised: kept beside the receipt, which proves nothing without it. */
  record: Token,
});
export type AuthoriseReply = v.InferOutput<typeof AuthoriseReply>;

/** The card's signed receipt (35 bytes and a 64-byte signature), and the record of the authorisation it took. */
export const Complete = v.strictObject({
  cardId: base64urlOf(16),
  receipt: base64urlOf(99),
  cardCertificate: base64url(2_048),
  record: Token,
});
export type Complete = v.InferOutput<typeof Complete>;

export const CompleteReply = v.object({ reservationId: Uuid, completedAt: Instant });
export type CompleteReply = v.InferOutput<typeof CompleteReply>;

export const ABORT_REASONS = ['person', 'idle', 'card-removed', 'card-fault', 'kiosk-fault'] as const;
export const Abort = v.strictObject({ reason: v.picklist(ABORT_REASONS) });

/** `released`: the reservation is free again. `leased`: an authorisation is out, so only the lease ends it. */
export const AbortReply = v.object({
  outcome: v.picklist(['released', 'leased']),
  leaseUntil: v.nullable(Instant),
});
export type AbortReply = v.InferOutput<typeof AbortReply>;

/**
 * The card's signed status for the nonce derived from the redemption token. With the record of the write in question it
 * counts even where the reservation is not known any more.
 */
export const Recover = v.strictObject({
  cardId: base64urlOf(16),
  status: base64urlOf(99),
  cardCertificate: base64url(2_048),
  record: v.optional(Token),
});
export type Recover = v.InferOutput<typeof Recover>;

/**
 * For the reservation that this visit claimed. `not-reset`: the card has not been changed for it. A visit that claimed none
 * is told of the reservation that the card was last changed for, if that is known here.
 */
export const RecoverReply = v.object({
  outcome: v.picklist(['completed', 'not-reset']),
  reservationId: v.nullable(Uuid),
  completedAt: v.nullable(Instant),
});
export type RecoverReply = v.InferOutput<typeof RecoverReply>;

/** Names a signature certificate (EF 0001) and says nothing else of it: its authority key identifier and serial number. */
export const SignatureCertificate = v.strictObject({
  issuerKeyId: base64urlOf(20),
  /** Contents of the INTEGER, as they stand in the certificate. */
  serial: v.pipe(base64url(20), v.minLength(2)),
});
export type SignatureCertificate = v.InferOutput<typeof SignatureCertificate>;

/** `hold`: revoked for the time being, because the card was reported lost. */
export const SignatureCertificateReply = v.object({
  status: v.picklist(['good', 'revoked', 'unknown']),
  reason: v.nullable(v.picklist(['hold'])),
});
export type SignatureCertificateReply = v.InferOutput<typeof SignatureCertificateReply>;
