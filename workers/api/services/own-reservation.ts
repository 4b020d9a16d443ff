import type { ReservationView } from '#schema/contract/reservation.ts';
import { cancel } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';
import { changeReservation } from './stored-reservation.ts';
import { viewOf, type Viewing } from './reservation-reply.ts';

/** A ticket is good for a day and its row is kept for a month: a good one without a row was lost in a restore. */
const lost = refused('reservation-lost', 'no-row');

/** The reservation a ticket stands for, as it is now. */
export async function getReservation(
  ports: Viewing & Pick<Ports, 'reservations'>,
  ticket: PayloadOf['ticket'],
  { now }: Call,
): Promise<Result<ReservationView>> {
  const reservation = await ports.reservations.byId(ticket.jti);
  return reservation ? ok(await viewOf(ports, reservation, now)) : lost;
}

/** The phone gives its reservation up. Asking twice is the same as asking once. */
export async function cancelReservation(
  ports: Viewing & Pick<Ports, 'reservations'>,
  ticket: PayloadOf['ticket'],
  { now, proof }: Call,
): Promise<Result<ReservationView>> {
  const cancelled = await changeReservation(ports, ticket.jti, proof, (current) => cancel(current, now));
  if (cancelled.ok) return ok(await viewOf(ports, cancelled.value, now));
  const current = await ports.reservations.byId(ticket.jti);
  if (!current) return lost;
  return current.state === 'cancelled' ? ok(await viewOf(ports, current, now)) : cancelled;
}
