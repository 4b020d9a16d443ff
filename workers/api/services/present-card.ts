import type { CardEvidence, CardReply } from '#schema/contract/session.ts';
import { firstChallenge } from '../domain/challenge-policy.ts';
import { matcherFault } from '../domain/fault.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { chargeTry, triesLeft } from '../domain/throttle-policy.ts';
import type { Call, PayloadOf, Ports, ReadToken, Standing } from '../ports/index.ts';
import { makeCardToken } from './card-token.ts';
import { challengeToken, draw, openChallenge, type Challenging } from './challenge.ts';

/** How often one reading is taken: as it comes, and twice more for answers that were lost. The matcher runs each time. */
const READINGS = 3;

/** What was read from the card: its evidence, and the DF27 object (chip photo) as written. */
export interface CardReading {
  evidence: CardEvidence;
  photo: Uint8Array;
}

type Needs = Challenging & Pick<Ports, 'settings' | 'cardTrust' | 'matcher' | 'tokens'>;

/**
 * STEP 1, the card: checks it, has the chip photo reduced to an embedding, and hands that back encrypted, so that a
 * face can be tried again without reading the card again. The photo is gone when this returns.
 */
export async function presentCard(
  ports: Needs,
  { token, payload }: ReadToken<'session'>,
  { evidence, photo }: CardReading,
  call: Call,
): Promise<Result<CardReply>> {
  const challenge = { audience: ports.settings.issuer, token, nonce: payload.nonce };
  const identity = await ports.cardTrust.step1(evidence, photo, challenge, call.now);
  if (!identity.ok) return identity;
  const { certId } = identity.value;
  const standing = await spendSession(ports, payload, certId, call);
  if (!standing.ok) return standing;
  const { counted, held: known } = standing.value;
  const mayTry = chargeTry(counted, call.now);
  if (!mayTry.ok) return mayTry;
  const held = await openChallenge(ports, certId, known, null, call.now);
  if (!held.ok) return held;
  const reference = await embedPhoto(ports, photo);
  if (!reference.ok) return reference;
  const { cnf, jti: sid, consent, iat: beganAt } = payload;
  const reading = { cnf, sid, consent, beganAt, ...identity.value, ...reference.value };
  const made = await makeCardToken(ports, reading, call.now);
  const liveness = await challengeToken(ports, made.payload, held.value, call.now);
  return ok({ ...made.reply, liveness, triesLeft: triesLeft(counted) });
}

/**
 * A session's nonce is good for one card reading; the same reading may be sent again, a few times. Most cards that come
 * have no sequence yet: theirs is opened in the same trip.
 */
async function spendSession(
  { faceTries, random }: Challenging,
  { jti: id, exp: expiresAt }: PayloadOf['session'],
  certId: string,
  { now, bodyDigest: digest, proof }: Call,
): Promise<Result<Standing>> {
  const session = { id, digest, expiresAt, takenAt: now };
  const first = firstChallenge(draw(random), now);
  const read = await faceTries.present({ session, limit: READINGS, certId, first }, proof);
  if (read.spent === 'taken') return ok(read);
  return read.spent === 'replayed'
    ? refused('token-refused', 'dpop-jti')
    : refused('token-used', `session-${read.spent}`);
}

type Reference = Pick<PayloadOf['card'], 'embedding' | 'model'>;

async function embedPhoto(
  ports: Pick<Ports, 'cardTrust' | 'matcher'>,
  object: Uint8Array,
): Promise<Result<Reference>> {
  const photo = ports.cardTrust.photoOf(object);
  if (!photo.ok) return photo;
  try {
    const { embedding, reasons, model } = await ports.matcher.embedReference(photo.value);
    return embedding ? ok({ embedding, model }) : refused('photo-unusable', reasons.join(','));
  } catch (error) {
    return refused('matcher-unavailable', 'embed-reference', { fault: matcherFault(error) });
  }
}
