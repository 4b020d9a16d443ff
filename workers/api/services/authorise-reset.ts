import { commitmentTo } from '#schema/contract/audit-chain.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Authorise, AuthoriseReply } from '#schema/contract/redemption.ts';
import { authorise, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports, Redemption } from '../ports/index.ts';
import { uncutWith, type Openings } from './opening.ts';
import { verifyStoredTicket, withinLife, type Verifying } from './stored-reservation.ts';
import { decideVisit, visitOf, type Deciding } from './visit.ts';

/** Seconds. */
const AUTHORISATION_LIFE = 60;

type Needs = Deciding &
  Verifying &
  Pick<Openings, 'settings'> &
  Pick<Ports, 'cardTrust' | 'resetAuthority' | 'records'>;

const ground = { kiosk: 'active', closures: 'uncut' } as const;

/**
 * STEP 2: permission for this one card, by the keys it has just agreed on, to take a new password.
 * A visit that was claimed in time gets it until its lease ends, whatever has closed or run out meanwhile.
 * The password itself is never seen here: those keys are known to card and kiosk alone.
 */
export function authoriseReset(
  ports: Needs,
  payload: PayloadOf['redemption'],
  message: Authorise,
  call: Call,
): Promise<Result<AuthoriseReply>> {
  return decideVisit(ports, { asked: { visit: visitOf(payload) }, ground, call }, async (facts) => {
    const uncut = uncutWith(ports.settings, facts.closures, 'kiosk', call.now);
    if (!uncut.ok) return uncut;
    const { visit, held } = facts;
    if (!visit) return refused('claim-lapsed', 'never-claimed');
    const card = await requireClaimedCard(ports, visit, held, message, call.now);
    if (!card.ok) return card;
    const change = authorise(card.value, visit.id, call.now);
    if (!change.ok) return change;
    return ok({
      change: change.value,
      answer: () => permission(ports, change.value.next, visit, message, call.now),
    });
  });
}

/** The same kiosk key as at the claim, and the chip whose ticket this is. */
async function requireClaimedCard(
  ports: Verifying & Pick<Ports, 'cardTrust'>,
  visit: Redemption,
  held: Reservation | null,
  message: Authorise,
  now: number,
): Promise<Result<Reservation>> {
  const kioskKeyHash = await ports.digest(fromBase64url(message.kioskKey));
  if (kioskKeyHash !== visit.kioskKeyHash) return refused('card-not-accepted', 'kiosk-key');
  const agreement = await ports.cardTrust.keyAgreement(message, now);
  if (!agreement.ok) return agreement;
  if (!held) return refused('no-reservation', 'unknown-id');
  const ticket = await verifyStoredTicket(ports, held, agreement.value, withinLife(held, now));
  return ticket.ok ? ok(held) : ticket;
}

async function permission(
  ports: Pick<Ports, 'resetAuthority' | 'records' | 'digest'>,
  reservation: Reservation,
  { kioskKeyHash, kioskId }: Redemption,
  { cardId, r }: Authorise,
  now: number,
): Promise<AuthoriseReply> {
  const notAfter = now + AUTHORISATION_LIFE;
  const { id: reservationId, version, ticketHash, chipId, certId, salt } = reservation;
  const facts = { cardId, r, kioskKeyHash, ticketHash, kioskId, notAfter };
  const tlv = await ports.resetAuthority.authorise(facts);
  const commitment = await commitmentTo(certId, salt, ports.digest);
  const left = { reservationId, version, commitment, kioskId };
  const record = await ports.records.sign({ ...left, ticketHash, chipId, at: now });
  return { authorisation: toBase64url(tlv), notAfter, leaseUntil: reservation.lease!.leaseUntil, record };
}
