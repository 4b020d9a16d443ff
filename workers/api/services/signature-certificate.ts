import type { SignatureCertificate, SignatureCertificateReply } from '#schema/contract/redemption.ts';
import type { Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';
import { decideVisit, type Deciding, type Decision } from './visit.ts';

/**
 * After a reset: does the signature certificate, which a move revokes, still work? Answered once for each completed
 * redemption, to the kiosk of the visit. Which certificate it was is neither stored nor logged; the digest of the body is
 * not kept either, since serial numbers can be guessed.
 */
export async function checkSignatureCertificate(
  ports: Deciding & Pick<Ports, 'seen' | 'cardTrust'>,
  { jti, exp }: PayloadOf['redemption'],
  named: SignatureCertificate,
  call: Call,
): Promise<Result<SignatureCertificateReply>> {
  const { now, proof } = call;
  const question = { asked: { visitId: jti }, ground: { kiosk: 'active' } as const, call };
  const completed = await decideVisit(ports, question, async ({ held }) => requireCompleted(held, jti));
  if (!completed.ok) return completed;
  const token = { kind: 'signature-certificate', id: jti, takenAt: now } as const;
  const seen = await ports.seen.begin({ ...token, digest: '', expiresAt: exp }, proof);
  if (seen.state === 'replayed') return refused('token-refused', 'dpop-jti');
  if (seen.state !== 'fresh') return refused('token-used', 'signature-certificate');
  const answer = await ports.cardTrust.signatureCertificate(named, now);
  if (!answer.ok) {
    await ports.seen.forget(token);
    return answer;
  }
  await ports.seen.finish({ ...token, outcome: '{}' });
  return ok(answer.value);
}

/** Did this redemption end in a reset that is known here? */
function requireCompleted(held: Reservation | null, jti: string): Result<Decision<null>> {
  if (held?.state === 'completed' && held.lease?.redemptionId === jti)
    return ok({ change: null, answer: () => null });
  return refused('claim-lapsed', 'not-completed');
}
