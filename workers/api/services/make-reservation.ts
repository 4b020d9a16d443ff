import { commitmentTo } from '#schema/contract/audit-chain.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import { isLive, RESERVATION_LIFE, supersede, type Change, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Charge } from '../domain/throttle-policy.ts';
import type { PayloadOf, Ports, TakenToken } from '../ports/index.ts';
import { reservationReply, type Viewing } from './reservation-reply.ts';

/** What it takes to make a reservation and to show it. */
export type Reserving = Viewing &
  Pick<Ports, 'faceTries' | 'random' | 'tokens' | 'digest' | 'statements' | 'supportNumber'>;

/** The operating point a match was decided at, and what it was tried on. */
interface Match {
  thresholds: string;
  taken: TakenToken;
  charge: Charge;
  /** The card's reservation without an end, as it stood when the try began. */
  open: Reservation | null;
}

/**
 * A match becomes a reservation: ticket, row, audit, the earlier reservation's end and the throttle's, in one batch. Where
 * nothing was made, the try is undone by then.
 */
export async function makeReservation(
  ports: Reserving,
  card: PayloadOf['card'],
  { thresholds, taken, charge, open }: Match,
  now: number,
): Promise<Result<ReservationReply>> {
  const superseded = supersedeLive(open, now);
  if (!superseded.ok) throw new Error('a try was begun beside a lease');
  const reservation = await ticketed(ports, card, thresholds, now);
  const answer = { ...taken, outcome: JSON.stringify({ reservationId: reservation.id }) };
  const event = {
    at: now,
    kind: 'reservation-reserved',
    reservationId: reservation.id,
    card: { certId: card.certId, salt: reservation.salt },
    kioskId: null,
    detail: {
      thresholds,
      consent: card.consent,
      cleared: await commitmentTo(charge.certId, charge.salt, ports.digest),
    },
  } as const;
  const made = await ports.faceTries.make({
    reservation,
    event,
    superseded: superseded.value,
    runOut: open !== null && superseded.value === null,
    answer,
    charge,
  });
  if (made === 'done') return ok(await reservationReply(ports, reservation, faceOf(card, thresholds), now));
  // A kiosk may have come to the earlier one while the matcher looked.
  const inTheWay = supersedeLive(made.open, now);
  return inTheWay.ok ? refused('conflict', 'make') : inTheWay;
}

const supersedeLive = (open: Reservation | null, now: number): Result<Change | null> =>
  open && isLive(open, now) ? supersede(open, now) : ok(null);

async function ticketed(
  ports: Pick<Ports, 'random' | 'tokens' | 'digest' | 'supportNumber'>,
  card: PayloadOf['card'],
  thresholds: string,
  now: number,
): Promise<Reservation> {
  const id = ports.random.uuid();
  const expiresAt = now + RESERVATION_LIFE;
  const { certId, chipId, cnf } = card;
  const face = faceOf(card, thresholds);
  const payload = { jti: id, iat: now, exp: expiresAt, cnf, certId, chipId, face };
  const ticket = await ports.tokens.make('ticket', payload);
  const ticketHash = await ports.digest(ticket);
  const salt = toBase64url(ports.random.bytes(16));
  const free = { state: 'reserved', version: 1, lease: null, authorisedAt: null, endedAt: null } as const;
  const support = await ports.supportNumber(card.sid);
  return { id, certId, chipId, salt, ticket, ticketHash, createdAt: now, expiresAt, ...free, support };
}

const faceOf = ({ model }: PayloadOf['card'], thresholds: string) => ({ model: model.digest, thresholds });
