import { and, asc, inArray, isNotNull, lt, sql, type Column, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  auditEvents,
  auditHeads,
  enrolmentCodes,
  livenessChallenges,
  redemptions,
  reservations,
  seenTokens,
  stepCounts,
  throttles,
} from '#schema/tables/index.ts';
import type { RetentionStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Rows that may go: those whose time was over before `before`. Every `over` has an index. */
interface Old {
  table: SQLiteTable;
  over: Column | SQL;
  before: number;
  /** What else has to hold. */
  and?: SQL;
}

/** In the words of its index. */
const endOfReservation = sql`CASE WHEN ${reservations.endedAt} < ${reservations.expiresAt}
  THEN ${reservations.endedAt} ELSE ${reservations.expiresAt} END`;
/** The chain goes on from the last head, however old it is. */
const isNotLastHead = sql`${auditHeads.seq} < (SELECT max(seq) FROM ${auditHeads})`;

/** Deletes what has been kept long enough. */
export function retentionStore(db: Database): RetentionStore {
  return {
    async purge(before, limit) {
      const { audit, tokens } = before;
      const old: Old[] = [
        { table: reservations, over: endOfReservation, before: before.reservations },
        { table: redemptions, over: redemptions.claimedAt, before: before.reservations },
        { table: auditEvents, over: auditEvents.at, before: audit, and: isNotNull(auditEvents.hash) },
        { table: auditHeads, over: auditHeads.sealedAt, before: audit, and: isNotLastHead },
        { table: seenTokens, over: seenTokens.expiresAt, before: tokens },
        { table: enrolmentCodes, over: enrolmentCodes.expiresAt, before: tokens },
        { table: throttles, over: throttles.updatedAt, before: before.throttles },
        { table: livenessChallenges, over: livenessChallenges.answerBy, before: before.throttles },
        { table: stepCounts, over: stepCounts.hour, before: before.steps },
      ];
      let gone = 0;
      for (const rows of old) gone += await deleteSome(db, rows, limit);
      return gone;
    },
  };
}

/** D1 has one thread: a long delete would hold everybody up, so only so many rows go at a time, oldest first. */
async function deleteSome(db: Database, { table, over, before, and: also }: Old, limit: number) {
  const some = db
    .select({ rowid: sql`rowid` })
    .from(table)
    .where(and(lt(sql`${over}`, before), also))
    .orderBy(asc(over))
    .limit(limit);
  const deleted = await db.delete(table).where(inArray(sql`rowid`, some));
  return deleted.meta.changes;
}
