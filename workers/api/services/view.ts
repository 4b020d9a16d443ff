import type { ReservationView } from '#schema/contract/reservation.ts';
import { openWindows } from '../domain/opening-hours.ts';
import { leaseAt, statusAt, type Reservation } from '../domain/reservation.ts';
import type { Ports } from '../ports/index.ts';
import { openingRules } from './opening.ts';

/** A reservation as its owner's phone shows it. */
export async function viewOf(ports: Ports, reservation: Reservation, now: number): Promise<ReservationView> {
  const status = statusAt(reservation, now);
  const lease = leaseAt(reservation, now);
  const usable = status === 'reserved' || status === 'claimed';
  const span = { from: now, until: reservation.expiresAt };
  return {
    reservationId: reservation.id,
    status,
    now,
    expiresAt: reservation.expiresAt,
    windows: usable ? openWindows('kiosk', span, await openingRules(ports, now)) : [],
    matchCode: lease ? await ports.matchCode(reservation.id, lease.redemptionId) : null,
    endedAt: reservation.endedAt,
  };
}
