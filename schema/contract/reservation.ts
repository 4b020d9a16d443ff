import * as v from 'valibot';
import { Instant, SupportNumber, Token, Uuid, Window } from './primitives.ts';

export const RESERVATION_STATUSES = [
  'reserved',
  'claimed',
  'completed',
  'cancelled',
  'superseded',
  'expired',
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** Beside the frames: the challenge answered, and when each frame was taken (ms since the first). */
export const Capture = v.strictObject({
  challenge: Token,
  capturedAt: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120_000))),
    v.minLength(3),
    v.maxLength(8),
  ),
});
export type Capture = v.InferOutput<typeof Capture>;

export const ReservationView = v.object({
  reservationId: Uuid,
  status: v.picklist(RESERVATION_STATUSES),
  now: Instant,
  expiresAt: Instant,
  /** Stretches in which a kiosk will accept it. */
  windows: v.array(Window),
  /** Four characters to compare with the kiosk's screen, while a kiosk works on it. */
  matchCode: v.nullable(v.string()),
  endedAt: v.nullable(Instant),
  /** Of the session it was made in; null where that is not known any more. */
  support: v.nullable(SupportNumber),
});
export type ReservationView = v.InferOutput<typeof ReservationView>;

/**
 * Payload of the privacy receipt (JWS, typ `kaijo-receipt+jwt`, verifiable with /.well-known/jwks.json): what was
 * processed for this reservation, what it was decided with, and what is kept until when. It names nobody.
 */
export const PrivacyReceipt = v.object({
  iss: v.string(),
  jti: Uuid,
  iat: Instant,
  processed: v.array(v.picklist(['card-certificate', 'chip-photo', 'selfie-frames'])),
  /** Images and embeddings were held in memory only, until this instant. */
  erasedAt: Instant,
  face: v.object({ model: v.string(), thresholds: v.string() }),
  kept: v.array(v.picklist(['certificate-hash', 'chip-hash', 'times', 'kiosk'])),
  keptUntil: Instant,
  /** What is kept longer, in seconds: from when it happened, and for failed tries from the last one unless a match deletes it. */
  keptLonger: v.array(
    v.object({
      what: v.picklist(['kiosk-and-times', 'failed-tries', 'recovery-copies']),
      seconds: v.number(),
    }),
  ),
});
export type PrivacyReceipt = v.InferOutput<typeof PrivacyReceipt>;

export const ReservationReply = v.object({
  ticket: Token,
  receipt: Token,
  reservation: ReservationView,
});
export type ReservationReply = v.InferOutput<typeof ReservationReply>;
