import type { CardEvidence, CardReply } from '#schema/contract/session.ts';
import { failure } from '../domain/failure.ts';
import { CARD_TOKEN_LIFE } from '../domain/lifetimes.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { chargeTry, triesLeft } from '../domain/throttle-policy.ts';
import type { CardIdentity, ClaimsOf, Ports } from '../ports/index.ts';
import type { Call } from './call.ts';
import { makeChallenge } from './challenge-liveness.ts';

/** The card as presented: its evidence, and the DF27 object (chip photo) as written. */
export interface PresentedCard {
  evidence: CardEvidence;
  photo: Uint8Array;
}

/**
 * STEP 1, the card: checks it, has the chip photo reduced to an embedding, and hands that back encrypted, so that a
 * face can be tried again without reading the card again. The photo is gone when this returns.
 */
export async function presentCard(
  ports: Ports,
  session: { token: string; claims: ClaimsOf['session'] },
  card: PresentedCard,
  call: Call,
): Promise<Result<CardReply>> {
  const { token, claims } = session;
  const challenge = { audience: ports.settings.issuer, token, nonce: claims.nonce };
  const identity = await ports.cardTrust.step1(card.evidence, card.photo, challenge, call.now);
  if (!identity.ok) return identity;
  const spent = await spendSession(ports, claims, call);
  if (!spent.ok) return spent;
  const throttle = await ports.throttles.get(identity.value.certId);
  const mayTry = chargeTry(throttle, call.now);
  if (!mayTry.ok) return mayTry;
  const reference = await embedPhoto(ports, card.photo);
  if (!reference.ok) return reference;
  const made = await makeCardToken(ports, claims, identity.value, reference.value, call);
  return ok({ ...made, triesLeft: triesLeft(throttle) });
}

/** A session's nonce is good for one card reading; the same reading may be sent again. */
async function spendSession(ports: Ports, claims: ClaimsOf['session'], call: Call): Promise<Result<null>> {
  const token = { kind: 'session', id: claims.jti, takenAt: call.now, expiresAt: claims.exp } as const;
  const seen = await ports.seen.begin({ ...token, digest: call.bodyDigest }, call.proof);
  if (seen.state === 'replayed') return refused(failure('token-refused', 'dpop-jti'));
  return seen.state === 'other-body' ? refused(failure('token-used', 'session')) : ok(null);
}

type Reference = Pick<ClaimsOf['card'], 'embedding' | 'model'>;

async function embedPhoto(ports: Ports, object: Uint8Array): Promise<Result<Reference>> {
  const photo = ports.cardTrust.photoOf(object);
  if (!photo.ok) return photo;
  try {
    const { embedding, reasons, model } = await ports.matcher.embedReference(photo.value);
    return embedding ? ok({ embedding, model }) : refused(failure('photo-unusable', reasons.join(',')));
  } catch {
    return refused(failure('matcher-unavailable', 'embed-reference'));
  }
}

async function makeCardToken(
  ports: Ports,
  session: ClaimsOf['session'],
  identity: CardIdentity,
  reference: Reference,
  { now }: Call,
) {
  const expiresAt = now + CARD_TOKEN_LIFE;
  const { cnf, jti: sid, consent } = session;
  const bound = { iat: now, exp: expiresAt, cnf, sid, consent };
  const claims = { jti: ports.random.uuid(), ...bound, ...identity, ...reference };
  return {
    cardToken: await ports.tokens.make('card', claims),
    expiresAt,
    liveness: await makeChallenge(ports, claims, now),
  };
}
