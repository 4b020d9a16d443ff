import { and, gt, lt, lte, sql, type Column, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  auditEvents,
  auditHeads,
  enrolmentCodes,
  livenessChallenges,
  redemptions,
  reservations,
  seenTokens,
  spentProofs,
  stepCounts,
  throttles,
} from '#schema/tables/index.ts';
import type { OrderedKind, RetentionStore, SweptKind } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Deletes what has been kept long enough. D1 has one thread: a long delete would hold everybody up. */
export function retentionStore(db: Database): RetentionStore {
  return {
    async purge(kind, before, limit) {
      const { table, key, due } = ORDERED[kind];
      const columns = sql.join(key, sql`, `);
      const some = sql`SELECT ${columns} FROM ${table} WHERE ${due(before)} ORDER BY ${key[0]} LIMIT ${limit}`;
      return (await db.delete(table).where(sql`(${columns}) IN (${some})`)).meta.changes;
    },
    async sweep(kind, after, before, limit) {
      const { table, key, due, goesOn } = SWEPT[kind];
      const stretch = db
        .select({ end: sql<string | number>`${key}`.as('stretch_end'), goesOn: goesOn(before).as('goes_on') })
        .from(table)
        .where(gt(key, after))
        .orderBy(key)
        .limit(1)
        .offset(limit - 1);
      const end = sql`coalesce((SELECT ${key} FROM ${table} WHERE ${key} > ${after} ORDER BY ${key} LIMIT 1 OFFSET ${limit - 1}),
        (SELECT max(${key}) FROM ${table}))`;
      const [[found], gone] = await db.batch([
        stretch,
        db.delete(table).where(and(gt(key, after), lte(key, end), due(before))),
      ]);
      return { gone: gone.meta.changes, next: found?.goesOn === 1 ? found.end : null };
    },
  };
}

/** Rows that lie in the order in which their time ends: those to go are the first. */
interface Ordered {
  table: SQLiteTable;
  key: [Column, ...Column[]];
  due: (before: number) => SQL | undefined;
}

const ORDERED: Record<OrderedKind, Ordered> = {
  redemptions: {
    table: redemptions,
    key: [redemptions.openedAt, redemptions.id],
    due: (before) => and(lt(redemptions.openedAt, before), lt(redemptions.claimedAt, before)),
  },
  auditEvents: {
    table: auditEvents,
    key: [auditEvents.seq],
    due: (before) =>
      lte(
        auditEvents.seq,
        sql`(SELECT seq FROM ${auditHeads} WHERE sealed_at < ${before} ORDER BY sealed_at DESC LIMIT 1)`,
      ),
  },
  spentProofs: {
    table: spentProofs,
    key: [spentProofs.expiresAt, spentProofs.id],
    due: (before) => lt(spentProofs.expiresAt, before),
  },
  seenTokens: {
    table: seenTokens,
    key: [seenTokens.expiresAt, seenTokens.kind, seenTokens.id],
    due: (before) => lt(seenTokens.expiresAt, before),
  },
  enrolmentCodes: {
    table: enrolmentCodes,
    key: [enrolmentCodes.expiresAt, enrolmentCodes.hash],
    due: (before) => lt(enrolmentCodes.expiresAt, before),
  },
  stepCounts: {
    table: stepCounts,
    key: [stepCounts.hour, stepCounts.step, stepCounts.outcome, stepCounts.under],
    due: (before) => lt(stepCounts.hour, before),
  },
};

/** Rows without an index by their time, which each that is written would pay for: they are looked through by their key. */
interface Swept {
  table: SQLiteTable;
  key: SQL;
  due: (before: number) => SQL;
  /** Can there be any behind this row? */
  goesOn: (before: number) => SQL<number>;
}

const toTheEnd = () => sql<number>`1`;
const rowid = sql`rowid`;

const SWEPT: Record<SweptKind, Swept> = {
  // Rowids go with the time at which a reservation was made, and none ends before that.
  reservations: {
    table: reservations,
    key: rowid,
    due: (before) => sql`min(coalesce(ended_at, expires_at), expires_at) < ${before}`,
    goesOn: (before) => sql<number>`created_at < ${before}`,
  },
  throttles: {
    table: throttles,
    key: sql`cert_id`,
    due: (before) => sql`updated_at < ${before}`,
    goesOn: toTheEnd,
  },
  livenessChallenges: {
    table: livenessChallenges,
    key: sql`cert_id`,
    due: (before) => sql`answer_by < ${before}`,
    goesOn: toTheEnd,
  },
};
