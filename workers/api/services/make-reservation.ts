import { toBase64url } from '#schema/contract/bytes.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import { isLive, RESERVATION_LIFE, supersede, type Change, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Charge } from '../domain/throttle-policy.ts';
import type { PayloadOf, Ports, TakenToken } from '../ports/index.ts';
import { reservationReply, type Viewing } from './reservation-reply.ts';

/** What it takes to make a reservation and to show it. */
export type Reserving = Viewing &
  Pick<Ports, 'reservations' | 'random' | 'tokens' | 'digest' | 'statements' | 'supportNumber'>;

/** The operating point a match was decided at, and the try it was counted as until then. */
interface Match {
  thresholds: string;
  charge: Charge;
}

/**
 * A match becomes a reservation: ticket, row, audit, the earlier reservation's end and the throttle's, in one batch.
 */
export async function makeReservation(
  ports: Reserving,
  card: PayloadOf['card'],
  { thresholds, charge }: Match,
  challenge: TakenToken,
  now: number,
): Promise<Result<ReservationReply>> {
  const superseded = await supersedeLive(ports, card.certId, now);
  if (!superseded.ok) return superseded;
  const reservation = await ticketed(ports, card, thresholds, now);
  const answer = { ...challenge, outcome: JSON.stringify({ reservationId: reservation.id }) };
  const event = {
    at: now,
    kind: 'reservation-reserved',
    reservationId: reservation.id,
    card: { certId: card.certId, salt: reservation.salt },
    kioskId: null,
    detail: { thresholds, consent: card.consent },
  } as const;
  const written = await ports.reservations.insert(reservation, event, superseded.value, answer, charge.salt);
  if (written !== 'done') return refused('conflict', 'insert');
  return ok(await reservationReply(ports, reservation, faceOf(card, thresholds), now));
}

async function supersedeLive(
  ports: Pick<Ports, 'reservations'>,
  certId: string,
  now: number,
): Promise<Result<Change | null>> {
  const newest = await ports.reservations.newestOf(certId, now);
  return newest && isLive(newest, now) ? supersede(newest, now) : ok(null);
}

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
