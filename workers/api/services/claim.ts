import type { Claim, ClaimReply } from '#schema/contract/redemption.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { rulesAt } from '../domain/opening-hours.ts';
import { claim as claimReservation, leaseAt, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, ClaimingCard, Kiosk, Ports, ReadToken, VisitFacts } from '../ports/index.ts';
import { completionOf } from './card-word.ts';
import { openWith, type Openings } from './opening.ts';
import { verifyStoredTicket, withinLife, type Verifying } from './stored-reservation.ts';
import { decideVisit, ROUNDS, visitOf, type Deciding, type Decision } from './visit.ts';

type Needs = Deciding &
  Verifying &
  Pick<Openings, 'settings'> &
  Pick<Ports, 'cardTrust' | 'matchCode' | 'supportNumber'>;

interface Claiming {
  redemption: ReadToken<'redemption'>;
  message: Claim;
  card: Result<ClaimingCard>;
  call: Call;
}

const ground = { kiosk: 'active', closures: 'open' } as const;

/**
 * STEP 2: the card alone finds its reservation, and this kiosk gets the lease of it. The card's evidence is looked at
 * before anything is asked of the database; what is wrong with it is said only when nothing else is.
 */
export async function claim(
  ports: Needs,
  redemption: ReadToken<'redemption'>,
  message: Claim,
  call: Call,
): Promise<Result<ClaimReply>> {
  const { token, payload } = redemption;
  const challenge = { audience: ports.settings.issuer, token, nonce: payload.nonce };
  const card = await ports.cardTrust.step2(message, challenge, call.now);
  const claiming = { redemption, message, card, call };
  const question = { asked: { visit: visitOf(payload), ...namesOf(card) }, ground, call };
  return decideVisit(ports, question, (facts, kiosk) => decide(ports, claiming, facts, kiosk));
}

const namesOf = (card: Result<ClaimingCard>) => {
  if (!card.ok) return {};
  const { certId, word } = card.value;
  return word.counter === 0 ? { certId } : { certId, ticketHash: word.ticketHash };
};

async function decide(
  ports: Needs,
  claiming: Claiming,
  facts: VisitFacts,
  kiosk: Kiosk,
): Promise<Result<Decision<ClaimReply>>> {
  const { redemption, card, call } = claiming;
  if (facts.visit) return repeated(ports, claiming, facts);
  const hours = rulesAt(ports.settings.hours, kiosk);
  const open = openWith({ hours }, facts.closures, 'kiosk', call.now);
  if (!open.ok) return open;
  if (call.now >= redemption.payload.claimBy) return refused('token-refused', 'redemption-claim-by');
  if (!card.ok) return card;
  const used = await recordUse(ports, card.value, facts, call);
  if (!used.ok) return used;
  const found = await requireFound(ports, card.value, used.value.found, call.now);
  if (!found.ok) return found;
  // A ticket is used once, whatever has become of its row.
  if (found.value.ticketHash === card.value.word.ticketHash) return refused('reservation-ended', 'used');
  return take(ports, claiming, found.value, kiosk);
}

/**
 * What the card says it was last reset for is completed from here on: a receipt may be lost, and a row put back. Seldom
 * anything that is not known; then it is a change of its own, and the facts are read again.
 */
async function recordUse(
  ports: Needs,
  { word, certId }: ClaimingCard,
  facts: VisitFacts,
  { now, proof }: Call,
): Promise<Result<VisitFacts>> {
  const asked = { thumbprint: proof.jkt, certId, ticketHash: word.ticketHash };
  let seen = facts;
  for (let round = 0; round < ROUNDS; round++) {
    if (!seen.named) return ok(seen);
    const completion = await completionOf(ports, seen.named, word, now);
    if (!completion.ok) return completion;
    if (!completion.value) return ok(seen);
    const writing = { move: completion.value, ground: { kiosk: 'known' as const }, proof: null };
    const outcome = await ports.visits.write(writing, asked, now);
    seen = outcome.state === 'lost' ? outcome.facts : await ports.visits.facts(asked, now);
  }
  return refused('conflict', 'version');
}

/** The reservation of this card, its ticket verified. Only said after the card has signed. */
async function requireFound(
  ports: Verifying,
  card: ClaimingCard,
  found: Reservation | null,
  now: number,
): Promise<Result<Reservation>> {
  if (!found) return refused('no-reservation', 'none');
  const ticket = await verifyStoredTicket(ports, found, card, withinLife(found, now));
  return ticket.ok ? ok(found) : ticket;
}

async function take(
  ports: Needs,
  { redemption, message, call }: Claiming,
  found: Reservation,
  kiosk: Kiosk,
): Promise<Result<Decision<ClaimReply>>> {
  const { jti } = redemption.payload;
  const change = claimReservation(found, jti, kiosk.id, call.now);
  if (!change.ok) return change;
  const claimed = {
    ...visitOf(redemption.payload),
    reservationId: found.id,
    certId: found.certId,
    kioskId: kiosk.id,
    claimDigest: call.bodyDigest,
    kioskKeyHash: await ports.digest(fromBase64url(message.kioskKey)),
    claimedAt: call.now,
    support: await ports.supportNumber(jti),
  };
  const answer = () => replyOf(ports, jti, change.value.next);
  return ok({ change: change.value, redemption: claimed, answer });
}

/** The answer to a claim that was made before with this redemption. */
function repeated(
  ports: Pick<Ports, 'matchCode'>,
  { redemption, call }: Claiming,
  { visit, held }: VisitFacts,
): Result<Decision<ClaimReply>> {
  const { jti } = redemption.payload;
  if (visit?.claimDigest !== call.bodyDigest) return refused('token-used', 'redemption');
  const lease = held && leaseAt(held, call.now);
  if (lease?.redemptionId !== jti) return refused('claim-lapsed', 'lease');
  return ok({ change: null, answer: () => replyOf(ports, jti, held!) });
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
