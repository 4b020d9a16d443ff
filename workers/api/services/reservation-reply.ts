import type { PrivacyReceipt, ReservationReply } from '#schema/contract/reservation.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';
import { RESERVATIONS_KEPT } from './purge.ts';
import { viewOf } from './view.ts';

/** What the phone keeps of a reservation just made: ticket, privacy receipt, and its present state. */
export async function reservationReply(
  ports: Ports,
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
    keptUntil: reservation.expiresAt + RESERVATIONS_KEPT,
  };
}
