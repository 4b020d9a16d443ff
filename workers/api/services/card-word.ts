import type { CompleteReply } from '#schema/contract/redemption.ts';
import { complete, type Change, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { AuthorisationRecord, CardWord, Ports, Proof } from '../ports/index.ts';
import { verifyStoredTicket, type Verifying } from './stored-reservation.ts';
import type { Decision } from './visit.ts';

// What a card says of itself counts, whatever the row says and however late: no card says so that was not authorised.

/** The card's word completes the reservation whose ticket it names, once: null when it is known already. */
export async function completionOf(
  ports: Verifying,
  reservation: Reservation,
  word: CardWord,
  now: number,
): Promise<Result<Change | null>> {
  if (reservation.ticketHash !== word.ticketHash) return refused('no-reservation', 'ticket-hash');
  // The ticket may have run out meanwhile; that it was good when it was made is what counts here.
  const ticket = await verifyStoredTicket(ports, reservation, word, reservation.createdAt);
  if (!ticket.ok) return ticket;
  return reservation.state === 'completed' ? ok(null) : complete(reservation, now);
}

/** The same, with the answer of who brings the word. */
export async function recordWord(
  ports: Verifying,
  reservation: Reservation,
  word: CardWord,
  now: number,
): Promise<Result<Decision<CompleteReply>>> {
  const completion = await completionOf(ports, reservation, word, now);
  if (!completion.ok) return completion;
  const { id, endedAt } = completion.value?.next ?? reservation;
  return ok({ change: completion.value, answer: () => ({ reservationId: id, completedAt: endedAt! }) });
}

/** The card's word on a reservation that is not there any more: the record alone tells which it was. */
export async function recordWithoutRow(
  ports: Pick<Ports, 'visits'>,
  { reservationId, kioskId }: AuthorisationRecord,
  { now, proof }: { now: number; proof: Proof },
): Promise<Result<CompleteReply>> {
  const kind = 'completion-without-row';
  const event = { at: now, kind, reservationId, card: null, kioskId, detail: {} } as const;
  const completedAt = await ports.visits.completeWithoutRow(event, proof);
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
