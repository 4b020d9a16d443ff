import type { Complete, CompleteReply, Recover, RecoverReply } from '#schema/contract/redemption.ts';
import { complete, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, CardWord, Ports, ReadToken } from '../ports/index.ts';
import { changeReservation, verifyStoredTicket } from './stored-reservation.ts';

/** The card's receipt makes the reset known. Taken at any time: a card that was reset must never be recorded as not. */
export async function completeReset(
  ports: Pick<Ports, 'reservations' | 'cardTrust' | 'tokens'>,
  message: Complete,
  call: Call,
): Promise<Result<CompleteReply>> {
  const word = await ports.cardTrust.receipt(message);
  if (!word.ok) return word;
  const reservation = await ports.reservations.byTicketHash(word.value.ticketHash);
  if (!reservation) return refused('no-reservation', 'ticket-hash');
  return record(ports, reservation, word.value, call);
}

/** After a torn write: the card says itself which reset it took last. */
export async function recover(
  ports: Pick<Ports, 'reservations' | 'cardTrust' | 'tokens' | 'settings'>,
  redemption: ReadToken<'redemption'>,
  message: Recover,
  call: Call,
): Promise<Result<RecoverReply>> {
  const challenge = {
    audience: ports.settings.issuer,
    token: redemption.token,
    nonce: redemption.payload.nonce,
  };
  const word = await ports.cardTrust.status(message, challenge);
  if (!word.ok) return word;
  const reservation = await ports.reservations.byTicketHash(word.value.ticketHash);
  if (!reservation) return ok({ outcome: 'not-reset', reservationId: null, completedAt: null });
  const recorded = await record(ports, reservation, word.value, call);
  return recorded.ok ? ok({ outcome: 'completed', ...recorded.value }) : recorded;
}

async function record(
  ports: Pick<Ports, 'reservations' | 'tokens'>,
  reservation: Reservation,
  word: CardWord,
  { now, proof }: Call,
): Promise<Result<CompleteReply>> {
  // The ticket may have run out meanwhile; that it was good when it was made is what counts here.
  const ticket = await verifyStoredTicket(ports, reservation, word, reservation.createdAt);
  if (!ticket.ok) return ticket;
  if (reservation.state === 'completed') return ok(replyOf(reservation));
  const completed = await changeReservation(ports, reservation.id, proof, (current) =>
    complete(current, now),
  );
  if (completed.ok) return ok(replyOf(completed.value));
  const after =
    completed.failure.code === 'reservation-ended' && (await ports.reservations.byId(reservation.id));
  return after ? ok(replyOf(after)) : completed;
}

const replyOf = ({ id, endedAt }: Reservation): CompleteReply => ({
  reservationId: id,
  completedAt: endedAt!,
});
