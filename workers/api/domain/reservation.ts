import type { ReservationStatus } from '#schema/contract/reservation.ts';
import type { AuditEvent, AuditKind } from './audit.ts';
import { ok, refused, type Result } from './result.ts';

/** Seconds. */
export const RESERVATION_LIFE = 86_400;
/** A claim, and each renewal of it. */
export const LEASE_LIFE = 300;
/** Longest that one claim can be renewed to, from its start. */
export const LEASE_LIMIT = 600;

/** A kiosk's hold on a reservation. It counts only while `now < leaseUntil`. */
export interface Lease {
  redemptionId: string;
  kioskId: string;
  claimedAt: number;
  leaseUntil: number;
}

export interface Reservation {
  id: string;
  certId: string;
  chipId: string;
  /** What the audit trail's commitments to this card are made with. */
  salt: string;
  ticket: string;
  ticketHash: string;
  state: 'reserved' | 'claimed' | 'completed' | 'cancelled' | 'superseded';
  version: number;
  createdAt: number;
  expiresAt: number;
  lease: Lease | null;
  /** Last time an authorisation went out, for this claim or an earlier one. */
  authorisedAt: number | null;
  /** Also of one that was open when the card's next was made: it had run out by then. */
  endedAt: number | null;
  /** Support number of the session it was made in. */
  support: string | null;
}

/** What is written of a decided transition, and only if the row still has the version before the one in `patch`. */
export interface Move {
  id: string;
  /** Nothing but what changes. */
  patch: Partial<Reservation> & Pick<Reservation, 'version'>;
  event: AuditEvent;
}

/** A transition decided on the whole row. */
export interface Change extends Move {
  next: Reservation;
}

/** The state a person would name at `now`: a lapsed lease is `reserved` again, a run-out reservation `expired`. */
export function statusAt(reservation: Reservation, now: number): ReservationStatus {
  const { state } = reservation;
  if (state !== 'reserved' && state !== 'claimed') return state;
  if (reservation.endedAt !== null) return 'expired';
  if (leaseAt(reservation, now)) return 'claimed';
  return now < reservation.expiresAt ? 'reserved' : 'expired';
}

/** The lease in force at `now`, if any. */
export function leaseAt(reservation: Reservation, now: number): Lease | null {
  const { state, lease, endedAt } = reservation;
  return state === 'claimed' && endedAt === null && lease && now < lease.leaseUntil ? lease : null;
}

/** Can a kiosk still come to this reservation? Such a one stands in the way of a second for the same card. */
export function isLive(reservation: Reservation, now: number): boolean {
  const status = statusAt(reservation, now);
  return status === 'reserved' || status === 'claimed';
}

/** Was a reset authorised under the lease in force? Then only the lease's end frees the reservation. */
export function authorisedUnder(reservation: Reservation, lease: Lease): boolean {
  return reservation.authorisedAt !== null && reservation.authorisedAt >= lease.claimedAt;
}

/** reserved → claimed. */
export function claim(
  reservation: Reservation,
  redemptionId: string,
  kioskId: string,
  now: number,
): Result<Change> {
  const free = requireFree(reservation, now);
  if (!free.ok) return free;
  const lease = { redemptionId, kioskId, claimedAt: now, leaseUntil: now + LEASE_LIFE };
  return ok(change(reservation, { state: 'claimed', lease }, 'reservation-claimed', now));
}

/** Lengthens the lease of a claim by up to `LEASE_LIFE`, never past `LEASE_LIMIT` from its start. */
export function renew(reservation: Reservation, redemptionId: string, now: number): Result<Change> {
  const held = requireLease(reservation, redemptionId, now);
  if (!held.ok) return held;
  const lease = { ...held.value, leaseUntil: Math.min(now + LEASE_LIFE, held.value.claimedAt + LEASE_LIMIT) };
  return ok(change(reservation, { lease }, 'reservation-renewed', now));
}

/**
 * Notes that an authorisation goes out. Allowed while the lease lasts, past the reservation's own
 * end too, and again under one lease: a card that lost power forgot the first.
 */
export function authorise(reservation: Reservation, redemptionId: string, now: number): Result<Change> {
  const held = requireLease(reservation, redemptionId, now);
  if (!held.ok) return held;
  return ok(change(reservation, { authorisedAt: now }, 'reservation-authorised', now));
}

/** claimed → reserved. Refused once an authorisation went out under this lease. */
export function release(reservation: Reservation, redemptionId: string, now: number): Result<Change> {
  const held = requireLease(reservation, redemptionId, now);
  if (!held.ok) return held;
  if (authorisedUnder(reservation, held.value)) return inUse(held.value, now);
  return ok(change(reservation, { state: 'reserved', lease: null }, 'reservation-released', now));
}

/**
 * Any state → completed: the card's word counts, however late and whatever happened since. No card takes a ticket that
 * was not authorised, so it counts also where the row knows of no authorisation.
 */
export function complete(reservation: Reservation, now: number): Result<Change> {
  if (reservation.state === 'completed') return refused('reservation-ended', 'completed');
  return ok(change(reservation, { state: 'completed', endedAt: now }, 'reservation-completed', now));
}

/** What a record says of the reservation it was made for: how its authorisation left it. */
export interface Authorised {
  reservationId: string;
  version: number;
  /** The trail's commitment to the card. */
  commitment: string;
  kioskId: string;
}

/** The same for a reservation as its authorisation left it: good only while nothing has happened to it since. */
export function completeAuthorised({ reservationId, kioskId, ...left }: Authorised, now: number): Move {
  const version = left.version + 1;
  return {
    id: reservationId,
    patch: { state: 'completed', endedAt: now, version },
    event: {
      at: now,
      kind: 'reservation-completed',
      reservationId,
      card: { commitment: left.commitment },
      kioskId,
      detail: { version },
    },
  };
}

/** reserved → cancelled, by the phone. */
export function cancel(reservation: Reservation, now: number): Result<Change> {
  const free = requireFree(reservation, now);
  if (!free.ok) return free;
  return ok(change(reservation, { state: 'cancelled', endedAt: now }, 'reservation-cancelled', now));
}

/** reserved → superseded, by a newer reservation of the same card. */
export function supersede(reservation: Reservation, now: number): Result<Change> {
  const free = requireFree(reservation, now);
  if (!free.ok) return free;
  return ok(change(reservation, { state: 'superseded', endedAt: now }, 'reservation-superseded', now));
}

function requireFree(reservation: Reservation, now: number): Result<null> {
  const status = statusAt(reservation, now);
  const lease = leaseAt(reservation, now);
  if (lease) return inUse(lease, now);
  if (status === 'expired') return refused('reservation-expired', 'expires-at');
  return status === 'reserved' ? ok(null) : refused('reservation-ended', status);
}

function requireLease(reservation: Reservation, redemptionId: string, now: number): Result<Lease> {
  if (reservation.state === 'completed') return refused('reservation-ended', 'completed');
  const lease = leaseAt(reservation, now);
  if (!lease || lease.redemptionId !== redemptionId) return refused('claim-lapsed', 'lease');
  return ok(lease);
}

/** What the phone and other kiosks hear while a kiosk holds the reservation. */
export const inUse = (lease: Lease, now: number) =>
  refused('reservation-in-use', 'lease', { retryAfter: lease.leaseUntil - now });

function change(before: Reservation, patch: Partial<Reservation>, kind: AuditKind, now: number): Change {
  const changed = { ...patch, version: before.version + 1 };
  const next = { ...before, ...changed };
  const kioskId = next.lease?.kioskId ?? before.lease?.kioskId ?? null;
  return {
    id: before.id,
    patch: changed,
    next,
    event: {
      at: now,
      kind,
      reservationId: before.id,
      card: { certId: before.certId, salt: before.salt },
      kioskId,
      detail: { version: next.version },
    },
  };
}
