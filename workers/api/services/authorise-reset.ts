import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Authorise, AuthoriseReply } from '#schema/contract/redemption.ts';
import { authorise, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports, Redemption } from '../ports/index.ts';
import { requireUncut, type Openings } from './opening.ts';
import { changeReservation, verifyStoredTicket, withinLife } from './stored-reservation.ts';

/** Seconds. */
const AUTHORISATION_LIFE = 60;

type Needs = Openings &
  Pick<
    Ports,
    'redemptions' | 'reservations' | 'cardTrust' | 'tokens' | 'digest' | 'resetAuthority' | 'records'
  >;

/**
 * STEP 2: permission for this one card, by the keys it has just agreed on, to take a new password.
 * A visit that was claimed in time gets it until its lease ends, whatever has closed or run out meanwhile.
 * The password itself is never seen here: those keys are known to card and kiosk alone.
 */
export async function authoriseReset(
  ports: Needs,
  { jti }: PayloadOf['redemption'],
  message: Authorise,
  call: Call,
): Promise<Result<AuthoriseReply>> {
  const uncut = await requireUncut(ports, 'kiosk', call.now);
  if (!uncut.ok) return uncut;
  const redemption = await ports.redemptions.byId(jti);
  if (!redemption) return refused('claim-lapsed', 'never-claimed');
  const card = await requireClaimedCard(ports, redemption, message, call.now);
  if (!card.ok) return card;
  const decide = (current: Reservation) => authorise(current, redemption.id, call.now);
  const dated = { ...redemption, authorisedAt: call.now };
  const authorised = await changeReservation(ports, redemption.reservationId, call.proof, decide, dated);
  return authorised.ok
    ? ok(await permission(ports, authorised.value, redemption, message, call.now))
    : authorised;
}

/** The same kiosk key as at the claim, and the chip whose ticket this is. */
async function requireClaimedCard(
  ports: Pick<Ports, 'reservations' | 'cardTrust' | 'tokens' | 'digest'>,
  redemption: Redemption,
  message: Authorise,
  now: number,
): Promise<Result<unknown>> {
  const kioskKeyHash = await ports.digest(fromBase64url(message.kioskKey));
  if (kioskKeyHash !== redemption.kioskKeyHash) return refused('card-not-accepted', 'kiosk-key');
  const agreement = await ports.cardTrust.keyAgreement(message, now);
  if (!agreement.ok) return agreement;
  const reservation = await ports.reservations.byId(redemption.reservationId);
  if (!reservation) return refused('no-reservation', 'unknown-id');
  return verifyStoredTicket(ports, reservation, agreement.value, withinLife(reservation, now));
}

async function permission(
  ports: Pick<Ports, 'resetAuthority' | 'records'>,
  reservation: Reservation,
  redemption: Redemption,
  message: Authorise,
  now: number,
): Promise<AuthoriseReply> {
  const notAfter = now + AUTHORISATION_LIFE;
  const { cardId, r } = message;
  const { kioskKeyHash, kioskId } = redemption;
  const { id: reservationId, ticketHash, chipId } = reservation;
  const facts = { cardId, r, kioskKeyHash, ticketHash, kioskId, notAfter };
  const tlv = await ports.resetAuthority.authorise(facts);
  const record = await ports.records.sign({ reservationId, ticketHash, chipId, kioskId, at: now });
  return { authorisation: toBase64url(tlv), notAfter, leaseUntil: reservation.lease!.leaseUntil, record };
}
