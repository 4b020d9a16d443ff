import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { reservations, seenTokens } from '#schema/tables/index.ts';
import type { Change, Move, Reservation } from '../domain/reservation.ts';
import type { Proof, ReservationStore, SeenKey, Written } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { ofToken } from './seen.ts';
import { audit, orReplayed, spendWithChange, type Database } from './database.ts';

type Row = typeof reservations.$inferSelect;

/** Reservations in D1. The domain decides; the WHERE clause repeats the decision's ground, so a race has one winner. */
export function reservationStore(db: Database, write: WriteEvent): ReservationStore {
  return {
    byId: async (id) => fromRow(await db.query.reservations.findFirst({ where: eq(reservations.id, id) })),
    commit: (change, proof) => commit(db, write, change, proof),
  };
}

/** `isLive` of the domain, in SQL. */
export const liveAt = (now: number) =>
  sql`(${reservations.endedAt} IS NULL AND ((${reservations.state} IN ('reserved', 'claimed') AND ${reservations.expiresAt} > ${now})
    OR (${reservations.state} = 'claimed' AND ${reservations.leaseUntil} > ${now})))`;

/** The card's one reservation without an end. */
export const openOf = (certId: string) =>
  sql`${reservations.certId} = ${certId} AND ${reservations.endedAt} IS NULL`;

/** `leaseAt` of the domain, in SQL, of a reservation without an end. */
export const leasedAt = (now: number) =>
  sql`${reservations.state} = 'claimed' AND ${reservations.leaseUntil} > ${now}`;

/** The reservation that the stored answer to a challenge names. */
export const answeredBy = (challenge: SeenKey) =>
  sql`${reservations.id} = (SELECT outcome ->> 'reservationId' FROM ${seenTokens} WHERE ${ofToken(challenge)})`;

async function commit(db: Database, write: WriteEvent, change: Change, proof: Proof): Promise<Written> {
  const event = audit(db, await write(change.event));
  const done = await orReplayed(db.batch([update(db, change), spendWithChange(db, proof), event]));
  return done === 'replayed' ? done : writtenIf(done[0]);
}

const writtenIf = ({ length }: unknown[]): Written => (length === 1 ? 'done' : 'conflict');

/** Carries a move out on the row it was decided on. Named are the columns that change: the others' indexes cost no row. */
export function update(db: Database, { id, patch }: Move, condition?: SQL) {
  return db
    .update(reservations)
    .set(columnsOf(patch))
    .where(
      and(
        eq(reservations.id, id),
        eq(reservations.version, patch.version - 1),
        // One that was closed as run out meanwhile is not opened again.
        patch.endedAt === undefined ? isNull(reservations.endedAt) : undefined,
        condition,
      ),
    )
    .returning({ id: reservations.id });
}

/**
 * Notes the end of the card's run-out reservations, by the same rule as `isLive`: from then on those without an end are
 * the live ones, and the database allows one for each card.
 */
export function closeRunOut(db: Database, { certId, createdAt: now }: Reservation) {
  const end = sql<number>`CASE WHEN state = 'claimed' THEN max(expires_at, lease_until) ELSE expires_at END`;
  return db
    .update(reservations)
    .set({ endedAt: end })
    .where(and(eq(reservations.certId, certId), isNull(reservations.endedAt), sql`${end} <= ${now}`));
}

/** A reservation as it is stored. */
export const rowOf = ({ lease, ...reservation }: Reservation): Row => ({
  ...reservation,
  ...leaseColumns(lease),
});

const columnsOf = ({ lease, ...patch }: Move['patch']): Partial<Row> =>
  lease === undefined ? patch : { ...patch, ...leaseColumns(lease) };

const NO_LEASE = { redemptionId: null, kioskId: null, claimedAt: null, leaseUntil: null };
const leaseColumns = (lease: Reservation['lease']) => lease ?? NO_LEASE;

export const fromRow = (row: Row | null | undefined): Reservation | null => (row ? reservationOf(row) : null);

/** A row as the domain knows it. */
export function reservationOf(row: Row): Reservation {
  const { redemptionId, kioskId, claimedAt, leaseUntil, ...reservation } = row;
  const held = redemptionId !== null && kioskId !== null && claimedAt !== null && leaseUntil !== null;
  return { ...reservation, lease: held ? { redemptionId, kioskId, claimedAt, leaseUntil } : null };
}
