import type { SignatureCertificate, SignatureCertificateReply } from '#schema/contract/redemption.ts';
import type { Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports, VisitFacts } from '../ports/index.ts';
import { admit, visitOf, type Deciding } from './visit.ts';

/**
 * After a reset: does the signature certificate, which a move revokes, still work? Answered once for each completed
 * redemption, to the kiosk of the visit. Which certificate it was is neither stored nor logged; the digest of the body is
 * not kept either, since serial numbers can be guessed.
 */
export async function checkSignatureCertificate(
  ports: Deciding & Pick<Ports, 'seen' | 'cardTrust'>,
  payload: PayloadOf['redemption'],
  named: SignatureCertificate,
  { now, proof }: Call,
): Promise<Result<SignatureCertificateReply>> {
  const { jti: id, exp: expiresAt } = payload;
  const token = { kind: 'signature-certificate', id, expiresAt, takenAt: now } as const;
  const asked = { visit: visitOf(payload), thumbprint: proof.jkt };
  const tried = await ports.visits.takeQuestion({ ...token, digest: '' }, asked, proof, now);
  if (tried === 'replayed') return refused('token-refused', 'dpop-jti');
  const may = await mayAsk(ports, tried.facts, id);
  if (may.ok && !tried.taken) return refused('token-used', 'signature-certificate');
  const answer = may.ok ? await ports.cardTrust.signatureCertificate(named, now) : may;
  if (answer.ok) await ports.seen.finish({ ...token, outcome: '{}' });
  else if (tried.taken) await ports.seen.forget(token);
  return answer;
}

async function mayAsk(ports: Deciding, { kiosk, held }: VisitFacts, visit: string): Promise<Result<null>> {
  const admitted = await admit(ports, kiosk, 'active');
  return admitted.ok ? requireCompleted(held, visit) : admitted;
}

/** Did this redemption end in a reset that is known here? */
function requireCompleted(held: Reservation | null, visit: string): Result<null> {
  if (held?.state === 'completed' && held.lease?.redemptionId === visit) return ok(null);
  return refused('claim-lapsed', 'not-completed');
}
