import type { CardRenewal } from '#schema/contract/session.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';

/** Seconds that a card token lives. */
export const CARD_TOKEN_LIFE = 600;
/** Seconds that a session and the card read in it are worth in all. */
const SESSION_IN_ALL = 3_600;

type Making = Pick<Ports, 'random' | 'tokens'>;

/** What a card token says but for itself: everything that a renewal keeps. */
export type Reading = Omit<PayloadOf['card'], 'jti' | 'iat' | 'exp'>;

/** A token for what was read of a card, and what is in it. */
export async function makeCardToken({ random, tokens }: Making, reading: Reading, now: number) {
  const renewableUntil = reading.beganAt + SESSION_IN_ALL;
  const exp = Math.min(now + CARD_TOKEN_LIFE, renewableUntil);
  const payload = { ...reading, jti: random.uuid(), iat: now, exp };
  const cardToken = await tokens.make('card', payload);
  return { payload, reply: { cardToken, expiresAt: exp, renewableUntil } };
}

/** More time with the same reading, for who takes long before the camera. Nothing is stored of it. */
export async function renewCard(ports: Making, card: PayloadOf['card'], now: number): Promise<CardRenewal> {
  return (await makeCardToken(ports, card, now)).reply;
}
