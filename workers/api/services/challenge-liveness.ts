import type { LivenessChallenge } from '#schema/contract/session.ts';
import { LIVENESS_LIFE } from '../domain/lifetimes.ts';
import { chooseSteps, STEP_COUNT } from '../domain/liveness.ts';
import type { ClaimsOf, Ports } from '../ports/index.ts';

/** A fresh sequence of head movements for this session's face. */
export async function makeChallenge(
  ports: Ports,
  { cnf, sid }: Pick<ClaimsOf['card'], 'cnf' | 'sid'>,
  now: number,
): Promise<LivenessChallenge> {
  const steps = chooseSteps(ports.random.bytes(STEP_COUNT));
  const expiresAt = now + LIVENESS_LIFE;
  const claims = { jti: ports.random.uuid(), iat: now, exp: expiresAt, cnf, sid, steps };
  return { challenge: await ports.tokens.make('liveness', claims), steps, expiresAt };
}
