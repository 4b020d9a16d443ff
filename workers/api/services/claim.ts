import type { Claim, ClaimReply } from '#schema/contract/redemption.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { claim as claimReservation, leaseAt, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, CardIdentity, CardWord, Ports, ReadToken } from '../ports/index.ts';
import { recordWord } from './card-word.ts';
import { requireOpen, type Openings } from './opening.ts';
import { changeReservation, verifyStoredTicket, withinLife, type Verifying } from './stored-reservation.ts';

type Needs = Openings &
  Pick<
    Ports,
    'redemptions' | 'reservations' | 'cardTrust' | 'tokens' | 'digest' | 'matchCode' | 'supportNumber'
  >;

/** STEP 2: the card alone finds its reservation, and this kiosk gets the lease of it. */
export async function claim(
  ports: Needs,
  redemption: ReadToken<'redemption'>,
  message: Claim,
  call: Call,
): Promise<Result<ClaimReply>> {
  const earlier = await repeated(ports, redemption, call);
  if (earlier) return earlier;
  const open = await requireOpen(ports, 'kiosk', call.now);
  if (!open.ok) return open;
  if (call.now >= redemption.payload.claimBy) return refused('token-refused', 'redemption-claim-by');
  const challenge = {
    audience: ports.settings.issuer,
    token: redemption.token,
    nonce: redemption.payload.nonce,
  };
  const card = await ports.cardTrust.step2(message, challenge, call.now);
  if (!card.ok) return card;
  const used = await recordUse(ports, card.value.word, call.now);
  if (!used.ok) return used;
  const found = await findReservation(ports, card.value, call.now);
  if (!found.ok) return found;
  // A ticket is used once, whatever has become of its row.
  if (found.value.ticketHash === card.value.word.ticketHash) return refused('reservation-ended', 'used');
  return take(ports, redemption, found.value, message, call);
}

/** What the card says it was last reset for is completed from here on: a receipt may be lost, and a row put back. */
async function recordUse(ports: Needs, word: CardWord, now: number): Promise<Result<unknown>> {
  const used = word.counter === 0 ? null : await ports.reservations.byTicketHash(word.ticketHash);
  return used ? recordWord(ports, used, word, { now, proof: null }) : ok(null);
}

/** The reservation of this card, its ticket verified. Only said after the card has signed. */
async function findReservation(
  ports: Verifying & Pick<Ports, 'reservations'>,
  card: CardIdentity,
  now: number,
): Promise<Result<Reservation>> {
  const reservation = await ports.reservations.newestOf(card.certId, now);
  if (!reservation) return refused('no-reservation', 'none');
  const ticket = await verifyStoredTicket(ports, reservation, card, withinLife(reservation, now));
  return ticket.ok ? ok(reservation) : ticket;
}

async function take(
  ports: Needs,
  redemption: ReadToken<'redemption'>,
  found: Reservation,
  message: Claim,
  call: Call,
) {
  const { payload } = redemption;
  const claimed = {
    id: payload.jti,
    reservationId: found.id,
    certId: found.certId,
    kioskId: payload.sub,
    claimDigest: call.bodyDigest,
    kioskKeyHash: await ports.digest(fromBase64url(message.kioskKey)),
    claimedAt: call.now,
    authorisedAt: null,
    support: await ports.supportNumber(payload.jti),
  };
  const decide = (current: Reservation) => claimReservation(current, payload.jti, payload.sub, call.now);
  const taken = await changeReservation(ports, found.id, call.proof, decide, claimed);
  if (taken.ok) return ok(await replyOf(ports, payload.jti, taken.value));
  // The same request, sent twice, may have been the one that won.
  return (await repeated(ports, redemption, call)) ?? taken;
}

/** The answer to a claim that was made before with this redemption; null when none was. */
async function repeated(
  ports: Pick<Ports, 'redemptions' | 'reservations' | 'matchCode'>,
  { payload }: ReadToken<'redemption'>,
  { now, bodyDigest }: Call,
): Promise<Result<ClaimReply> | null> {
  const earlier = await ports.redemptions.byId(payload.jti);
  if (!earlier) return null;
  if (earlier.claimDigest !== bodyDigest) return refused('token-used', 'redemption');
  const reservation = await ports.reservations.byId(earlier.reservationId);
  const lease = reservation && leaseAt(reservation, now);
  if (lease?.redemptionId !== payload.jti) return refused('claim-lapsed', 'lease');
  return ok(await replyOf(ports, payload.jti, reservation!));
}

async function replyOf(
  ports: Pick<Ports, 'matchCode'>,
  redemptionId: string,
  reservation: Reservation,
): Promise<ClaimReply> {
  return {
    reservationId: reservation.id,
    matchCode: await ports.matchCode(reservation.id, redemptionId),
    leaseUntil: reservation.lease!.leaseUntil,
    expiresAt: reservation.expiresAt,
  };
}
