import { toBase64url } from '#schema/contract/bytes.ts';
import type { LivenessChallenge, SessionReply } from '#schema/contract/session.ts';
import { chooseSteps, STEP_COUNT } from '../domain/face-policy.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';
import { requireOpen, type Openings } from './opening.ts';

/** Seconds. */
const SESSION_LIFE = 600;
const LIVENESS_LIFE = 120;

/** STEP 1 begins: consent is noted in the session token, and nothing is stored. */
export async function openSession(
  ports: Openings & Pick<Ports, 'random' | 'tokens'>,
  message: { consentVersion: string },
  { now, proof }: Call,
): Promise<Result<SessionReply>> {
  const open = await requireOpen(ports, 'phone', now);
  if (!open.ok) return open;
  if (message.consentVersion !== ports.settings.consentVersion) {
    return refused('consent-outdated', 'consent-version');
  }
  const nonce = toBase64url(ports.random.bytes(32));
  const expiresAt = now + SESSION_LIFE;
  const session = await ports.tokens.make('session', {
    jti: ports.random.uuid(),
    iat: now,
    exp: expiresAt,
    cnf: { jkt: proof.jkt },
    nonce,
    consent: message.consentVersion,
  });
  return ok({ session, expiresAt, audience: ports.settings.issuer, nonce });
}

/** A fresh sequence of head movements for this session's face. The token outlives it, so that an answer can be asked for again. */
export async function makeChallenge(
  ports: Pick<Ports, 'random' | 'tokens'>,
  { cnf, sid, exp }: Pick<PayloadOf['card'], 'cnf' | 'sid' | 'exp'>,
  now: number,
): Promise<LivenessChallenge> {
  const steps = chooseSteps(ports.random.bytes(STEP_COUNT));
  const answerBy = Math.min(now + LIVENESS_LIFE, exp);
  const payload = { jti: ports.random.uuid(), iat: now, exp, cnf, sid, steps, answerBy };
  return { challenge: await ports.tokens.make('liveness', payload), steps, expiresAt: answerBy };
}
