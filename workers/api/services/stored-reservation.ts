import type { Change, Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { CardIdentity, PayloadOf, Ports, Proof } from '../ports/index.ts';

/** A change lost to another one is decided anew on the row as it then stands; this often at most. */
const ROUNDS = 3;

/**
 * Reads a reservation, has the domain decide, and stores the change if nobody else changed the row meanwhile.
 * @returns the reservation after the change, or the domain's refusal.
 */
export async function changeReservation(
  ports: Pick<Ports, 'reservations'>,
  id: string,
  proof: Proof,
  decide: (current: Reservation) => Result<Change>,
): Promise<Result<Reservation>> {
  for (let round = 0; round < ROUNDS; round++) {
    const current = await ports.reservations.byId(id);
    if (!current) return refused('no-reservation', 'unknown-id');
    const change = decide(current);
    if (!change.ok) return change;
    const written = await ports.reservations.commit(change.value, proof);
    if (written === 'done') return ok(change.value.next);
    if (written === 'replayed') return refused('token-refused', 'dpop-jti');
  }
  return refused('conflict', 'version');
}

/** Now, or the ticket's last second when its time is over: that it is over is for the domain to say. */
export const withinLife = ({ expiresAt }: Reservation, now: number) => Math.min(now, expiresAt - 1);

/** What it takes to verify a stored ticket. */
export type Verifying = Pick<Ports, 'tokens' | 'digest'>;

/**
 * Verifies a reservation's stored ticket again, so that a row edited without the signing key opens nothing, and checks
 * that the chip before us is the one that reserved.
 * @param at the instant the ticket has to be valid at.
 */
export async function verifyStoredTicket(
  ports: Verifying,
  reservation: Reservation,
  card: Partial<CardIdentity> & Pick<CardIdentity, 'chipId'>,
  at: number,
): Promise<Result<PayloadOf['ticket']>> {
  const ticket = await ports.tokens.read('ticket', reservation.ticket, at);
  if (!ticket.ok || ticket.value.jti !== reservation.id) return refused('no-reservation', 'stored-ticket');
  // What a card is told to remember is this hash: with another one its word would not be known again.
  if ((await ports.digest(reservation.ticket)) !== reservation.ticketHash)
    return refused('no-reservation', 'stored-hash');
  const { certId, chipId } = ticket.value;
  if (card.certId !== undefined && card.certId !== certId) return refused('no-reservation', 'cert-id');
  if (card.chipId !== chipId) return refused('card-not-accepted', 'chip-id');
  return ok(ticket.value);
}
