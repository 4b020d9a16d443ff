import type { CompleteReply } from '#schema/contract/redemption.ts';
import { complete, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { AuthorisationRecord, CardWord, Ports, Proof } from '../ports/index.ts';
import { changeReservation, verifyStoredTicket, type Verifying } from './stored-reservation.ts';

// What a card says of itself counts, whatever the row says and however late: no card says so that was not authorised.

/**
 * The card's word completes the reservation whose ticket it names, once.
 * @param proof null where the word comes beside another change, which spends the call's proof
 */
export async function recordWord(
  ports: Verifying & Pick<Ports, 'reservations'>,
  reservation: Reservation,
  word: CardWord,
  { now, proof }: { now: number; proof: Proof | null },
): Promise<Result<CompleteReply>> {
  if (reservation.ticketHash !== word.ticketHash) return refused('no-reservation', 'ticket-hash');
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

/** The card's word on a reservation that is not there any more: the record alone tells which it was. */
export async function recordWithoutRow(
  ports: Pick<Ports, 'reservations'>,
  { reservationId, kioskId }: AuthorisationRecord,
  { now, proof }: { now: number; proof: Proof },
): Promise<Result<CompleteReply>> {
  const kind = 'completion-without-row';
  const event = { at: now, kind, reservationId, card: null, kioskId, detail: {} } as const;
  const completedAt = await ports.reservations.completeWithoutRow(event, proof);
  if (completedAt === 'replayed') return refused('token-refused', 'dpop-jti');
  return ok({ reservationId, completedAt });
}

/** A record, if the card's word is about what it was made for. */
export async function recordFor(
  ports: Pick<Ports, 'records'>,
  text: string,
  word: CardWord,
): Promise<Result<AuthorisationRecord>> {
  const record = await ports.records.read(text);
  if (!record.ok) return record;
  const { ticketHash, chipId } = record.value;
  if (ticketHash === word.ticketHash && chipId === word.chipId) return record;
  return refused('card-not-accepted', 'record-of-another');
}

const replyOf = ({ id, endedAt }: Reservation): CompleteReply => ({
  reservationId: id,
  completedAt: endedAt!,
});
