import type { PrivacyReceipt, ReservationReply, ReservationView } from '#schema/contract/reservation.ts';
import { RECOVERY_COPIES, RETENTION } from '#schema/contract/retention.ts';
import { openWindows } from '../domain/opening-hours.ts';
import { leaseAt, statusAt, type Reservation } from '../domain/reservation.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';
import { openingRules, type Openings } from './opening.ts';

/** What it takes to show a reservation. */
export type Viewing = Openings & Pick<Ports, 'matchCode'>;

/** What the phone keeps of a reservation just made: ticket, privacy receipt, and its present state. */
export async function reservationReply(
  ports: Viewing & Pick<Ports, 'statements'>,
  reservation: Reservation,
  face: PayloadOf['ticket']['face'],
  now: number,
): Promise<ReservationReply> {
  return {
    ticket: reservation.ticket,
    receipt: await ports.statements.sign('kaijo-receipt+jwt', receiptOf(reservation, face)),
    reservation: await viewOf(ports, reservation, now),
  };
}

function receiptOf(reservation: Reservation, face: PayloadOf['ticket']['face']): Omit<PrivacyReceipt, 'iss'> {
  return {
    jti: reservation.id,
    iat: reservation.createdAt,
    processed: ['card-certificate', 'chip-photo', 'selfie-frames'],
    erasedAt: reservation.createdAt,
    face,
    kept: ['certificate-hash', 'chip-hash', 'times', 'kiosk'],
    keptUntil: reservation.expiresAt + RETENTION.reservations.seconds,
    keptLonger: [
      { what: 'kiosk-and-times', seconds: RETENTION.auditEvents.seconds },
      { what: 'failed-tries', seconds: RETENTION.throttles.seconds },
      { what: 'recovery-copies', seconds: RECOVERY_COPIES },
    ],
  };
}

/** A reservation as its owner's phone shows it. */
export async function viewOf(
  ports: Viewing,
  reservation: Reservation,
  now: number,
): Promise<ReservationView> {
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
    support: reservation.support,
  };
}
