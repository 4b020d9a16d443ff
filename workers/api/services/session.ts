import { toBase64url } from '#schema/contract/bytes.ts';
import type { SessionReply } from '#schema/contract/session.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, Ports } from '../ports/index.ts';
import { requireOpen, type Openings } from './opening.ts';

/** Seconds. */
const SESSION_LIFE = 600;

/** STEP 1 begins: consent is noted in the session token, and nothing is stored. */
export async function openSession(
  ports: Openings & Pick<Ports, 'random' | 'tokens' | 'supportNumber'>,
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
  const jti = ports.random.uuid();
  const session = await ports.tokens.make('session', {
    jti,
    iat: now,
    exp: expiresAt,
    cnf: { jkt: proof.jkt },
    nonce,
    consent: message.consentVersion,
  });
  const support = await ports.supportNumber(jti);
  return ok({ session, expiresAt, audience: ports.settings.issuer, nonce, support });
}
