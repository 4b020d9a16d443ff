import type { SignatureCertificate, SignatureCertificateReply } from '#schema/contract/redemption.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';

/**
 * After a reset: does the signature certificate, which a move revokes, still work? Answered once for each completed
 * redemption, to the kiosk of the visit. Which certificate it was is neither stored nor logged; the digest of the body is
 * not kept either, since serial numbers can be guessed.
 */
export async function checkSignatureCertificate(
  ports: Pick<Ports, 'redemptions' | 'reservations' | 'seen' | 'cardTrust'>,
  { jti, exp }: PayloadOf['redemption'],
  named: SignatureCertificate,
  { now, proof }: Call,
): Promise<Result<SignatureCertificateReply>> {
  if (!(await isCompleted(ports, jti))) return refused('claim-lapsed', 'not-completed');
  const question = { kind: 'signature-certificate', id: jti, takenAt: now } as const;
  const seen = await ports.seen.begin({ ...question, digest: '', expiresAt: exp }, proof);
  if (seen.state === 'replayed') return refused('token-refused', 'dpop-jti');
  if (seen.state !== 'fresh') return refused('token-used', 'signature-certificate');
  const answer = await ports.cardTrust.signatureCertificate(named, now);
  if (!answer.ok) {
    await ports.seen.forget(question);
    return answer;
  }
  await ports.seen.finish({ ...question, outcome: '{}' });
  return ok(answer.value);
}

/** Did this redemption end in a reset that is known here? */
async function isCompleted(
  ports: Pick<Ports, 'redemptions' | 'reservations'>,
  jti: string,
): Promise<boolean> {
  const redemption = await ports.redemptions.byId(jti);
  const reservation = redemption && (await ports.reservations.byId(redemption.reservationId));
  return reservation?.state === 'completed' && reservation.lease?.redemptionId === jti;
}
