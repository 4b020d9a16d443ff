import { toBase64url } from '#schema/contract/bytes.ts';
import type { SessionReply } from '#schema/contract/session.ts';
import { failure } from '../domain/failure.ts';
import { SESSION_LIFE } from '../domain/lifetimes.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import type { Call } from './call.ts';
import { requireOpen } from './opening.ts';

/** STEP 1 begins: consent is noted in the session token, and nothing is stored. */
export async function openSession(
  ports: Ports,
  message: { consentVersion: string },
  { now, proof }: Call,
): Promise<Result<SessionReply>> {
  const open = await requireOpen(ports, 'phone', now);
  if (!open.ok) return open;
  if (message.consentVersion !== ports.settings.consentVersion) {
    return refused(failure('consent-outdated', 'consent-version'));
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
