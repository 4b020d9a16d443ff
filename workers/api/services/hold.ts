import type { AbortReply } from '#schema/contract/redemption.ts';
import { leaseAt, release, renew, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';
import { changeReservation } from './stored-reservation.ts';

/** Lengthens the lease while the person types. */
export async function renewLease(
  ports: Pick<Ports, 'redemptions' | 'reservations'>,
  { jti }: PayloadOf['redemption'],
  { now, proof }: Call,
): Promise<Result<{ leaseUntil: number }>> {
  const redemption = await ports.redemptions.byId(jti);
  if (!redemption) return refused('claim-lapsed', 'never-claimed');
  const renewed = await changeReservation(ports, redemption.reservationId, proof, (current) =>
    renew(current, jti, now),
  );
  return renewed.ok ? ok({ leaseUntil: renewed.value.lease!.leaseUntil }) : renewed;
}

/** Gives the reservation back. Once an authorisation is out only the lease frees it, and the answer says when. */
export async function abort(
  ports: Pick<Ports, 'redemptions' | 'reservations'>,
  { jti }: PayloadOf['redemption'],
  { now, proof }: Call,
): Promise<Result<AbortReply>> {
  const redemption = await ports.redemptions.byId(jti);
  if (!redemption) return ok({ outcome: 'released', leaseUntil: null });
  const released = await changeReservation(ports, redemption.reservationId, proof, (current) =>
    release(current, jti, now),
  );
  if (released.ok || released.failure.code === 'claim-lapsed')
    return ok({ outcome: 'released', leaseUntil: null });
  if (released.failure.code !== 'reservation-in-use') return released;
  const reservation = await ports.reservations.byId(redemption.reservationId);
  return ok({ outcome: 'leased', leaseUntil: leaseEnd(reservation, now) });
}

const leaseEnd = (reservation: Reservation | null, now: number) =>
  (reservation && leaseAt(reservation, now)?.leaseUntil) ?? null;
