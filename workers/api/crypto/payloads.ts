import * as v from 'valibot';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { POSE_STEPS } from '#schema/contract/face.ts';
import { base64url, base64urlOf, Instant, Uuid } from '#schema/contract/primitives.ts';
import { TicketPayload, type TokenType } from '#schema/contract/token.ts';
import type { PayloadOf } from '../ports/index.ts';

/** A thousand numbers are as many as the longest token has room for. */
const MAX_EMBEDDING_BYTES = 4_000;

const bound = { jti: Uuid, iat: Instant, exp: Instant, cnf: v.object({ jkt: base64urlOf(32) }) };
const embedding = v.pipe(
  base64url(MAX_EMBEDDING_BYTES),
  v.transform(fromBase64url),
  v.check(({ length }) => length > 0 && length % 4 === 0),
  v.transform(({ buffer }) => new Float32Array(buffer)),
);

/** What each type of token has to say, as read. `iss` and `aud` are checked before and left out. */
export const PAYLOADS: { [T in TokenType]: v.GenericSchema<unknown, PayloadOf[T]> } = {
  session: v.object({ ...bound, nonce: base64urlOf(32), consent: v.string() }),
  card: v.object({
    ...bound,
    sid: Uuid,
    beganAt: Instant,
    consent: v.string(),
    certId: v.string(),
    chipId: v.string(),
    embedding,
    model: v.object({ profile: v.string(), digest: v.string() }),
  }),
  liveness: v.object({ ...bound, sid: Uuid, steps: v.array(v.picklist(POSE_STEPS)), answerBy: Instant }),
  ticket: v.omit(TicketPayload, ['iss', 'aud']),
  redemption: v.object({ ...bound, nonce: base64urlOf(32), claimBy: Instant }),
};

/** A payload as JSON: an embedding as the base64url of its little-endian 32-bit numbers. */
export function jsonOf(payload: PayloadOf[TokenType]): Record<string, unknown> {
  if (!('embedding' in payload)) return { ...payload };
  const { buffer, byteOffset, byteLength } = payload.embedding;
  return { ...payload, embedding: toBase64url(new Uint8Array(buffer, byteOffset, byteLength)) };
}
