import { and, isNotNull, lt, sql, type Column, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  auditEvents,
  enrolmentCodes,
  livenessChallenges,
  redemptions,
  reservations,
  seenTokens,
  spentProofs,
  stepCounts,
  throttles,
} from '#schema/tables/index.ts';
import type { RetentionStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Rows that may go: those whose time was over before `before`. */
interface Old {
  table: SQLiteTable;
  /** Has an index, unless rows lie in its order. */
  over: Column | SQL;
  before: number;
  /** What a row is known by, where it has no rowid. */
  key?: Column[];
  /** Rows are added in the order of `over`: those to go are the first. */
  inOrder?: true;
  /** What else has to hold. */
  and?: SQL;
}

/** In the words of its index. */
const endOfReservation = sql`CASE WHEN ${reservations.endedAt} < ${reservations.expiresAt}
  THEN ${reservations.endedAt} ELSE ${reservations.expiresAt} END`;

const proofKey = [spentProofs.expiresAt, spentProofs.id];
const tokenKey = [seenTokens.kind, seenTokens.id];

/** Deletes what has been kept long enough. */
export function retentionStore(db: Database): RetentionStore {
  return {
    async purge(before, limit) {
      const { audit, tokens } = before;
      const old: Old[] = [
        { table: reservations, over: endOfReservation, before: before.reservations },
        { table: redemptions, over: redemptions.claimedAt, before: before.reservations, inOrder: true },
        { table: auditEvents, over: auditEvents.at, before: audit, and: isNotNull(auditEvents.hash) },
        { table: spentProofs, over: spentProofs.expiresAt, before: tokens, key: proofKey },
        { table: seenTokens, over: seenTokens.expiresAt, before: tokens, key: tokenKey },
        { table: enrolmentCodes, over: enrolmentCodes.expiresAt, before: tokens },
        { table: throttles, over: throttles.updatedAt, before: before.throttles, key: [throttles.certId] },
        {
          table: livenessChallenges,
          over: livenessChallenges.answerBy,
          before: before.throttles,
          key: [livenessChallenges.certId],
        },
        { table: stepCounts, over: stepCounts.hour, before: before.steps },
      ];
      let gone = 0;
      for (const rows of old) gone += await deleteSome(db, rows, limit);
      return gone;
    },
  };
}

/** D1 has one thread: a long delete would hold everybody up, so only so many rows go at a time, oldest first. */
async function deleteSome(db: Database, old: Old, limit: number) {
  const { table, over, before, key, inOrder, and: also } = old;
  const due = and(lt(sql`${over}`, before), also);
  if (inOrder) {
    const first = sql`rowid < (SELECT min(rowid) FROM ${table}) + ${limit}`;
    return (await db.delete(table).where(and(first, due))).meta.changes;
  }
  const columns = key ? sql.join(key, sql`, `) : sql`rowid`;
  const some = sql`SELECT ${columns} FROM ${table} WHERE ${due} ORDER BY ${over} LIMIT ${limit}`;
  const deleted = await db.delete(table).where(sql`(${columns}) IN (${some})`);
  return deleted.meta.changes;
}
