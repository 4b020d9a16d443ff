import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { livenessChallenges, reservations, seenTokens, throttles } from '#schema/tables/index.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { Change, Move, Reservation } from '../domain/reservation.ts';
import type { Proof, ReservationStore, SeenAnswer, Written } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { stillInHand } from './seen.ts';
import {
  audit,
  insertIf,
  orReplayed,
  previousChangedOne,
  spendWithChange,
  type Database,
} from './database.ts';

type Row = typeof reservations.$inferSelect;

/** Reservations in D1. The domain decides; the WHERE clause repeats the decision's ground, so a race has one winner. */
export function reservationStore(db: Database, write: WriteEvent): ReservationStore {
  return {
    byId: async (id) => fromRow(await db.query.reservations.findFirst({ where: eq(reservations.id, id) })),
    newestOf: async (certId, now) => fromRow(await newestRow(db, certId, now)),
    commit: (change, proof) => commit(db, write, change, proof),
    insert: async (reservation, event, superseded, answer, salt) => {
      const cleared = await clearCounts(db, write, reservation, salt);
      return insert(db, write, reservation, event, superseded, answer, cleared);
    },
  };
}

async function newestRow(db: Database, certId: string, now: number): Promise<Row | undefined> {
  const newest = (condition?: SQL) =>
    db
      .select()
      .from(reservations)
      .where(and(eq(reservations.certId, certId), condition))
      .orderBy(desc(reservations.createdAt), desc(sql`rowid`))
      .limit(1);
  const [[live], [last]] = await db.batch([newest(liveAt(now)), newest()]);
  return live ?? last;
}

/** `isLive` of the domain, in SQL. */
export const liveAt = (now: number) =>
  sql`(${reservations.endedAt} IS NULL AND ((${reservations.state} IN ('reserved', 'claimed') AND ${reservations.expiresAt} > ${now})
    OR (${reservations.state} = 'claimed' AND ${reservations.leaseUntil} > ${now})))`;

async function commit(db: Database, write: WriteEvent, change: Change, proof: Proof): Promise<Written> {
  const event = audit(db, await write(change.event));
  const done = await orReplayed(db.batch([update(db, change), spendWithChange(db, proof), event]));
  return done === 'replayed' ? done : writtenIf(done[0]);
}

async function insert(
  db: Database,
  write: WriteEvent,
  reservation: Reservation,
  event: AuditEvent,
  superseded: Change | null,
  answer: SeenAnswer,
  cleared: Awaited<ReturnType<typeof clearCounts>>,
): Promise<Written> {
  const inHand = sql`EXISTS (SELECT 1 FROM ${seenTokens} WHERE ${stillInHand(answer)})`;
  const fresh = [
    closeRunOut(db, reservation),
    insertUnlessLive(db, reservation, inHand),
    audit(db, await write(event)),
    db
      .update(seenTokens)
      .set({ outcome: answer.outcome })
      .where(and(stillInHand(answer), previousChangedOne)),
    ...cleared,
  ] as const;
  const rows = superseded
    ? (
        await db.batch([update(db, superseded, inHand), audit(db, await write(superseded.event)), ...fresh])
      )[3]
    : (await db.batch(fresh))[1];
  return writtenIf(rows);
}

/** A match takes away what the card failed at, and the sequences it went through; after the challenge was answered. */
async function clearCounts(
  db: Database,
  write: WriteEvent,
  { id, certId, createdAt: at }: Reservation,
  salt: string,
) {
  const subject = { reservationId: null, card: { certId, salt }, kioskId: null };
  const event = await write({ at, kind: 'tries-cleared', ...subject, detail: {} });
  const counted = and(eq(throttles.certId, certId), eq(throttles.salt, salt));
  const made = sql`EXISTS (SELECT 1 FROM ${reservations} WHERE ${eq(reservations.id, id)})`;
  return [
    db.delete(throttles).where(and(counted, previousChangedOne)),
    audit(db, event),
    db.delete(livenessChallenges).where(and(eq(livenessChallenges.certId, certId), made)),
  ] as const;
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
function closeRunOut(db: Database, { certId, createdAt: now }: Reservation) {
  const end = sql<number>`CASE WHEN state = 'claimed' THEN max(expires_at, lease_until) ELSE expires_at END`;
  return db
    .update(reservations)
    .set({ endedAt: end })
    .where(and(eq(reservations.certId, certId), isNull(reservations.endedAt), sql`${end} <= ${now}`));
}

/** At most one live reservation for each card. Said here, a second is a conflict; the index behind it would be a fault. */
function insertUnlessLive(db: Database, reservation: Reservation, condition: SQL) {
  const open = sql`cert_id = ${reservation.certId} AND ended_at IS NULL`;
  const none = sql`NOT EXISTS (SELECT 1 FROM ${reservations} WHERE ${open}) AND ${condition}`;
  return insertIf(db, reservations, rowOf(reservation), none).returning({ id: reservations.id });
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

const fromRow = (row: Row | undefined): Reservation | null => (row ? reservationOf(row) : null);

/** A row as the domain knows it. */
export function reservationOf(row: Row): Reservation {
  const { redemptionId, kioskId, claimedAt, leaseUntil, ...reservation } = row;
  const held = redemptionId !== null && kioskId !== null && claimedAt !== null && leaseUntil !== null;
  return { ...reservation, lease: held ? { redemptionId, kioskId, claimedAt, leaseUntil } : null };
}
