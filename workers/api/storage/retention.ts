import { and, inArray, isNotNull, lt, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  auditEvents,
  auditHeads,
  enrolmentCodes,
  qualityRefusals,
  redemptions,
  reservations,
  seenTokens,
  throttles,
} from '#schema/tables/index.ts';
import type { RetentionStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Deletes what has been kept long enough. */
export function retentionStore(db: Database): RetentionStore {
  return {
    async purge(before, limit) {
      const old: [SQLiteTable, SQL][] = [
        [
          reservations,
          lt(sql`coalesce(${reservations.endedAt}, ${reservations.expiresAt})`, before.reservations),
        ],
        [redemptions, lt(redemptions.claimedAt, before.reservations)],
        [auditEvents, and(lt(auditEvents.at, before.audit), isNotNull(auditEvents.hash))!],
        [auditHeads, and(lt(auditHeads.sealedAt, before.audit), isNotLastHead)!],
        [seenTokens, lt(seenTokens.expiresAt, before.tokens)],
        [qualityRefusals, lt(qualityRefusals.expiresAt, before.tokens)],
        [enrolmentCodes, lt(enrolmentCodes.expiresAt, before.tokens)],
        [throttles, lt(throttles.updatedAt, before.throttles)],
      ];
      let gone = 0;
      for (const [table, condition] of old) gone += await deleteSome(db, table, condition, limit);
      return gone;
    },
  };
}

/** The chain goes on from the last head, however old it is. */
const isNotLastHead = sql`${auditHeads.seq} < (SELECT max(seq) FROM ${auditHeads})`;

/** D1 has one thread: a long delete would hold everybody up, so only so many rows go at a time, oldest first. */
async function deleteSome(db: Database, table: SQLiteTable, condition: SQL, limit: number): Promise<number> {
  const some = db
    .select({ rowid: sql`rowid` })
    .from(table)
    .where(condition)
    .orderBy(sql`rowid`)
    .limit(limit);
  const deleted = await db.delete(table).where(inArray(sql`rowid`, some));
  return deleted.meta.changes;
}
