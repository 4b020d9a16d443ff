import type { LivenessChallenge } from '#schema/contract/session.ts';
import { challengeAt, type Draw, type HeldChallenge } from '../domain/challenge-policy.ts';
import { chooseSteps, STEP_COUNT } from '../domain/face-policy.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { chargeTry } from '../domain/throttle-policy.ts';
import type { Call, PayloadOf, Ports, Proof } from '../ports/index.ts';
import { CARD_TOKEN_LIFE } from './card-token.ts';

/** Another request may have opened or replaced the sequence meanwhile; what it left is then the answer. */
const ROUNDS = 3;

/** What it takes to ask a card's holder for head movements. */
export type Challenging = Pick<Ports, 'faceTries' | 'random'>;

/** Head movements by chance, under a new id. */
export const draw = (random: Ports['random']): Draw => ({
  id: random.uuid(),
  steps: chooseSteps(random.bytes(STEP_COUNT)),
});

/**
 * The sequence that this card's holder is to follow, opened or replaced where there is none.
 * @param known the card's sequence as it was read
 * @param proof to be spent with the change, where the request has not spent it before
 */
export async function openChallenge(
  { faceTries, random }: Challenging,
  certId: string,
  known: HeldChallenge | null,
  proof: Proof | null,
  now: number,
): Promise<Result<HeldChallenge>> {
  let held = known;
  for (let round = 0; round < ROUNDS; round++) {
    const next = challengeAt(held, draw(random), now);
    if (!next.ok || next.value === held) return next;
    const written = await faceTries.open(certId, next.value, held, proof);
    if (written === 'done') return next;
    if (written === 'replayed') return refused('token-refused', 'dpop-jti');
    ({ held } = await faceTries.standing(certId));
  }
  return refused('conflict', 'challenge');
}

/**
 * Until when it is known what became of a challenge. A token that may answer it was made, with a card token's life at most,
 * while it could be answered; the instant is the same for all of them, whichever session and phone has one.
 */
export const knownUntil = (answerBy: number): number => answerBy + CARD_TOKEN_LIFE;

type Holder = Pick<PayloadOf['card'], 'cnf' | 'sid' | 'exp'>;

/**
 * A token by which this session and key may answer the card's sequence. It outlives the sequence, so that an answer can
 * be asked for again.
 */
export async function challengeToken(
  { tokens }: Pick<Ports, 'tokens'>,
  { cnf, sid, exp }: Holder,
  { id, steps, answerBy }: HeldChallenge,
  now: number,
): Promise<LivenessChallenge> {
  const payload = { jti: id, iat: now, exp, cnf, sid, steps, answerBy };
  return { challenge: await tokens.make('liveness', payload), steps, expiresAt: Math.min(answerBy, exp) };
}

/** The card's sequence once more, or another one. None is told while the card may not try. */
export async function challengeLiveness(
  ports: Challenging & Pick<Ports, 'tokens'>,
  card: PayloadOf['card'],
  { now, proof }: Call,
): Promise<Result<LivenessChallenge>> {
  const standing = await ports.faceTries.standing(card.certId);
  const mayTry = chargeTry(standing.counted, now);
  if (!mayTry.ok) return mayTry;
  const held = await openChallenge(ports, card.certId, standing.held, proof, now);
  return held.ok ? ok(await challengeToken(ports, card, held.value, now)) : held;
}
