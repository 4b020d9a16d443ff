import { and, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import {
  auditEvents,
  livenessChallenges,
  redemptions,
  reservations,
  seenTokens,
  throttles,
} from '#schema/tables/index.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { Change, Reservation } from '../domain/reservation.ts';
import type {
  Proof,
  Redemption,
  RedemptionStore,
  ReservationStore,
  SeenAnswer,
  Written,
} from '../ports/index.ts';
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
    byTicketHash: async (hash) =>
      fromRow(await db.query.reservations.findFirst({ where: eq(reservations.ticketHash, hash) })),
    newestOf: async (certId, now) => fromRow(await newestRow(db, certId, now)),
    commit: (change, proof, redemption) => commit(db, write, change, proof, redemption),
    completeWithoutRow: (event, proof) => completeWithoutRow(db, write, event, proof),
    insert: async (reservation, event, superseded, answer, salt) => {
      const cleared = await clearCounts(db, write, reservation, salt);
      return insert(db, write, reservation, event, superseded, answer, cleared);
    },
  };
}

/** Redemptions in D1, read only: they are written with the reservation they claim. */
export function redemptionStore(db: Database): RedemptionStore {
  return {
    byId: async (id) => (await db.query.redemptions.findFirst({ where: eq(redemptions.id, id) })) ?? null,
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

async function commit(
  db: Database,
  write: WriteEvent,
  change: Change,
  proof: Proof | null,
  redemption?: Redemption,
): Promise<Written> {
  const event = audit(db, await write(change.event));
  const batch = db.batch([
    update(db, change),
    ...(proof ? [spendWithChange(db, proof)] : []),
    event,
    ...(redemption ? [storeRedemption(db, redemption)] : []),
  ]);
  const done = await orReplayed<readonly [{ id: string }[], ...unknown[]]>(batch);
  return done === 'replayed' ? done : writtenIf(done[0]);
}

async function completeWithoutRow(
  db: Database,
  write: WriteEvent,
  event: AuditEvent,
  proof: Proof,
): Promise<number | 'replayed'> {
  const told = and(
    eq(auditEvents.reservationId, event.reservationId!),
    inArray(auditEvents.kind, ['reservation-completed', 'completion-without-row']),
  );
  const row = await write(event);
  const batch = db.batch([
    insertIf(db, auditEvents, row, sql`NOT EXISTS (SELECT 1 FROM ${auditEvents} WHERE ${told})`),
    spendWithChange(db, proof),
    db.select({ at: auditEvents.at }).from(auditEvents).where(told).limit(1),
  ]);
  const done = await orReplayed<readonly [unknown, unknown, { at: number }[]]>(batch);
  return done === 'replayed' ? done : done[2][0]!.at;
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

function update(db: Database, { next }: Change, condition?: SQL) {
  return db
    .update(reservations)
    .set(toRow(next))
    .where(
      and(
        eq(reservations.id, next.id),
        eq(reservations.version, next.version - 1),
        // One that was closed as run out meanwhile is not opened again.
        next.endedAt === null ? isNull(reservations.endedAt) : undefined,
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
  return insertIf(db, reservations, toRow(reservation), none).returning({ id: reservations.id });
}

/** A claim adds the redemption, an authorisation dates it; both only if the change before took place. */
function storeRedemption(db: Database, redemption: Redemption) {
  return insertIf(db, redemptions, redemption, previousChangedOne).onConflictDoUpdate({
    target: redemptions.id,
    set: { authorisedAt: redemption.authorisedAt },
  });
}

function toRow({ lease, ...reservation }: Reservation): Row {
  return {
    ...reservation,
    redemptionId: lease?.redemptionId ?? null,
    kioskId: lease?.kioskId ?? null,
    claimedAt: lease?.claimedAt ?? null,
    leaseUntil: lease?.leaseUntil ?? null,
  };
}

const fromRow = (row: Row | undefined): Reservation | null => (row ? reservationOf(row) : null);

export function reservationOf(row: Row): Reservation {
  const { redemptionId, kioskId, claimedAt, leaseUntil, ...reservation } = row;
  const held = redemptionId !== null && kioskId !== null && claimedAt !== null && leaseUntil !== null;
  return { ...reservation, lease: held ? { redemptionId, kioskId, claimedAt, leaseUntil } : null };
}
