import * as v from 'valibot';
import { Instant, Uuid } from './primitives.ts';

/** `typ` header of every token Kaijo makes; a token is only ever read as the type it says it is (RFC 8725 §3.11). */
export const TOKEN_TYPES = {
  session: 'kaijo-session+jwt',
  card: 'kaijo-card+jwt',
  liveness: 'kaijo-liveness+jwt',
  ticket: 'kaijo-ticket+jwt',
  redemption: 'kaijo-redemption+jwt',
} as const;
export type TokenType = keyof typeof TOKEN_TYPES;

/** What a reservation ticket says. `jti` is the reservation id; expiry, certId and chipId are trusted from here alone. */
export const TicketPayload = v.object({
  iss: v.string(),
  aud: v.string(),
  jti: Uuid,
  iat: Instant,
  exp: Instant,
  /** RFC 9449: thumbprint of the phone's key. */
  cnf: v.object({ jkt: v.string() }),
  certId: v.string(),
  chipId: v.string(),
  /** What the face decision rested on. */
  face: v.object({ model: v.string(), thresholds: v.string() }),
});
export type TicketPayload = v.InferOutput<typeof TicketPayload>;
