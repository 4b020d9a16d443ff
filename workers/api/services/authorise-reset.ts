import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Authorise, AuthoriseReply } from '#schema/contract/redemption.ts';
import { failure } from '../domain/failure.ts';
import { AUTHORISATION_LIFE } from '../domain/lifetimes.ts';
import { authorise, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { ClaimsOf, Ports, Redemption } from '../ports/index.ts';
import type { Call } from './call.ts';
import { changeReservation } from './change-reservation.ts';
import { requireOpen } from './opening.ts';
import { verifyStoredTicket, withinLife } from './stored-ticket.ts';

/**
 * STEP 2: permission for this one card, in the one secure-messaging session it just agreed on, to take a new password.
 * The password itself is never seen here: the session keys are known to card and kiosk alone.
 */
export async function authoriseReset(
  ports: Ports,
  redemption: ClaimsOf['redemption'],
  message: Authorise,
  call: Call,
): Promise<Result<AuthoriseReply>> {
  const open = await requireOpen(ports, 'kiosk', call.now);
  if (!open.ok) return open;
  const visit = await ports.redemptions.byId(redemption.jti);
  if (!visit) return refused(failure('claim-lapsed', 'never-claimed'));
  const card = await requireClaimedCard(ports, visit, message, call.now);
  if (!card.ok) return card;
  const decide = (current: Reservation) => authorise(current, visit.id, call.now);
  const dated = { ...visit, authorisedAt: call.now };
  const authorised = await changeReservation(ports, visit.reservationId, call.proof, decide, dated);
  return authorised.ok ? ok(await permission(ports, authorised.value, visit, message, call.now)) : authorised;
}

/** The same kiosk key as at the claim, and the chip whose ticket this is. */
async function requireClaimedCard(
  ports: Ports,
  visit: Redemption,
  message: Authorise,
  now: number,
): Promise<Result<unknown>> {
  const kioskKeyHash = await ports.digest(fromBase64url(message.kioskKey));
  if (kioskKeyHash !== visit.kioskKeyHash) return refused(failure('card-not-accepted', 'kiosk-key'));
  const agreement = await ports.cardTrust.keyAgreement(message, now);
  if (!agreement.ok) return agreement;
  const reservation = await ports.reservations.byId(visit.reservationId);
  if (!reservation) return refused(failure('no-reservation', 'unknown-id'));
  return verifyStoredTicket(ports, reservation, agreement.value, withinLife(reservation, now));
}

async function permission(
  ports: Ports,
  reservation: Reservation,
  visit: Redemption,
  message: Authorise,
  now: number,
): Promise<AuthoriseReply> {
  const notAfter = now + AUTHORISATION_LIFE;
  const { cardId, r } = message;
  const { kioskKeyHash, kioskId } = visit;
  const { ticketHash } = reservation;
  const tlv = await ports.resetAuthority.authorise({
    cardId,
    r,
    kioskKeyHash,
    ticketHash,
    kioskId,
    notAfter,
  });
  return { authorisation: toBase64url(tlv), notAfter, leaseUntil: reservation.lease!.leaseUntil };
}
