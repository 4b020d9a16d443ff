import { asc, desc, eq, gt } from 'drizzle-orm';
import { auditEvents, auditHeads } from '#schema/tables/index.ts';
import type { AuditStore } from '../ports/index.ts';
import type { Database } from './database.ts';

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
    async seal(hashes, head) {
      const marks = hashes.map(({ seq, hash }) =>
        db.update(auditEvents).set({ hash }).where(eq(auditEvents.seq, seq)),
      );
      try {
        // The head's primary key is the last event it covers: of two runs over the same events the second breaks here.
        await db.batch([db.insert(auditHeads).values(head), ...marks]);
        return true;
      } catch (error) {
        if (await db.$count(auditHeads, eq(auditHeads.seq, head.seq))) return false;
        throw error;
      }
    },
  };
}
