import type { CardEvidence, CardReply } from '#schema/contract/session.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { chargeTry, triesLeft } from '../domain/throttle-policy.ts';
import type { Call, CardIdentity, PayloadOf, Ports, ReadToken } from '../ports/index.ts';
import { makeChallenge } from './session.ts';

/** Seconds. */
const CARD_TOKEN_LIFE = 600;

/** What was read from the card: its evidence, and the DF27 object (chip photo) as written. */
export interface CardReading {
  evidence: CardEvidence;
  photo: Uint8Array;
}

/**
 * STEP 1, the card: checks it, has the chip photo reduced to an embedding, and hands that back encrypted, so that a
 * face can be tried again without reading the card again. The photo is gone when this returns.
 */
export async function presentCard(
  ports: Pick<Ports, 'settings' | 'cardTrust' | 'seen' | 'throttles' | 'matcher' | 'random' | 'tokens'>,
  { token, payload }: ReadToken<'session'>,
  { evidence, photo }: CardReading,
  call: Call,
): Promise<Result<CardReply>> {
  const challenge = { audience: ports.settings.issuer, token, nonce: payload.nonce };
  const identity = await ports.cardTrust.step1(evidence, photo, challenge, call.now);
  if (!identity.ok) return identity;
  const spent = await spendSession(ports, payload, call);
  if (!spent.ok) return spent;
  const throttle = await ports.throttles.get(identity.value.certId);
  const mayTry = chargeTry(throttle, call.now);
  if (!mayTry.ok) return mayTry;
  const reference = await embedPhoto(ports, photo);
  if (!reference.ok) return reference;
  const made = await makeCardToken(ports, payload, identity.value, reference.value, call);
  return ok({ ...made, triesLeft: triesLeft(throttle) });
}

/** A session's nonce is good for one card reading; the same reading may be sent again. */
async function spendSession(
  ports: Pick<Ports, 'seen'>,
  payload: PayloadOf['session'],
  call: Call,
): Promise<Result<null>> {
  const token = { kind: 'session', id: payload.jti, takenAt: call.now, expiresAt: payload.exp } as const;
  const seen = await ports.seen.begin({ ...token, digest: call.bodyDigest }, call.proof);
  if (seen.state === 'replayed') return refused('token-refused', 'dpop-jti');
  return seen.state === 'other-body' ? refused('token-used', 'session') : ok(null);
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
  } catch {
    return refused('matcher-unavailable', 'embed-reference');
  }
}

async function makeCardToken(
  ports: Pick<Ports, 'random' | 'tokens'>,
  session: PayloadOf['session'],
  identity: CardIdentity,
  reference: Reference,
  { now }: Call,
) {
  const expiresAt = now + CARD_TOKEN_LIFE;
  const { cnf, jti: sid, consent } = session;
  const bound = { iat: now, exp: expiresAt, cnf, sid, consent };
  const payload = { jti: ports.random.uuid(), ...bound, ...identity, ...reference };
  return {
    cardToken: await ports.tokens.make('card', payload),
    expiresAt,
    liveness: await makeChallenge(ports, payload, now),
  };
}
