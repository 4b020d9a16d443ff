import type { LivenessChallenge } from '#schema/contract/session.ts';
import { LIVENESS_LIFE } from '../domain/lifetimes.ts';
import { chooseSteps, STEP_COUNT } from '../domain/liveness.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';

/** A fresh sequence of head movements for this session's face. The token outlives it, so that an answer can be asked for again. */
export async function makeChallenge(
  ports: Ports,
  { cnf, sid, exp }: Pick<PayloadOf['card'], 'cnf' | 'sid' | 'exp'>,
  now: number,
): Promise<LivenessChallenge> {
  const steps = chooseSteps(ports.random.bytes(STEP_COUNT));
  const answerBy = Math.min(now + LIVENESS_LIFE, exp);
  const payload = { jti: ports.random.uuid(), iat: now, exp, cnf, sid, steps, answerBy };
  return { challenge: await ports.tokens.make('liveness', payload), steps, expiresAt: answerBy };
}
