import { failure } from '../domain/failure.ts';
import type { Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { CardIdentity, PayloadOf, Ports } from '../ports/index.ts';

/** Now, or the ticket's last second when its time is over: that it is over is for the domain to say. */
export const withinLife = ({ expiresAt }: Reservation, now: number) => Math.min(now, expiresAt - 1);

/**
 * Verifies a reservation's stored ticket again, so that a row edited without the signing key opens nothing, and checks
 * that the chip before us is the one that reserved.
 * @param at the instant the ticket has to be valid at.
 */
export async function verifyStoredTicket(
  ports: Ports,
  reservation: Reservation,
  card: Partial<CardIdentity> & Pick<CardIdentity, 'chipId'>,
  at: number,
): Promise<Result<PayloadOf['ticket']>> {
  const ticket = await ports.tokens.read('ticket', reservation.ticket, at);
  if (!ticket.ok || ticket.value.jti !== reservation.id)
    return refused(failure('no-reservation', 'stored-ticket'));
  const { certId, chipId } = ticket.value;
  if (card.certId !== undefined && card.certId !== certId)
    return refused(failure('no-reservation', 'cert-id'));
  if (card.chipId !== chipId) return refused(failure('card-not-accepted', 'chip-id'));
  return ok(ticket.value);
}
