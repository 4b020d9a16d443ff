import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import { auditEvents, auditHeads } from '#schema/tables/index.ts';
import type { AuditStore } from '../ports/index.ts';
import { insertIf, previousChangedOne, type Database } from './database.ts';

/** Audit events and heads in D1. Events are appended by the stores that change things (`audit` in database.ts). */
export function auditStore(db: Database): AuditStore {
  const newestFirst = () => db.select().from(auditHeads).orderBy(desc(auditHeads.seq));
  return {
    lastHead: async () => (await newestFirst().limit(1))[0] ?? null,
    heads: (limit) => newestFirst().limit(limit),
    eventsAfter: (seq, limit) =>
      db
        .select()
        .from(auditEvents)
        .where(gt(auditEvents.seq, seq))
        .orderBy(asc(auditEvents.seq))
        .limit(limit),
    async seal(hashes, head, after) {
      const untouched = sql`coalesce((SELECT max(seq) FROM ${auditHeads}), 0) = ${after}`;
      const marks = JSON.stringify(hashes);
      const [added] = await db.batch([
        insertIf(db, auditHeads, head, untouched).returning({ seq: auditHeads.seq }),
        // One statement for all of them: a batch may not have a thousand.
        db
          .update(auditEvents)
          .set({ hash: sql`mark.value ->> 'hash'` })
          .from(sql`json_each(${marks}) AS mark`)
          .where(and(eq(auditEvents.seq, sql`mark.value ->> 'seq'`), previousChangedOne)),
      ]);
      return added.length === 1;
    },
  };
}
