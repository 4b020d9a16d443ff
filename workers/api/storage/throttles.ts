import { and, eq, lte, sql } from 'drizzle-orm';
import { qualityRefusals, throttles } from '#schema/tables/index.ts';
import { UNTRIED, type Throttle } from '../domain/throttle-policy.ts';
import type { ThrottleStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Failed face tries in D1. A charge names the count it was decided on, so parallel tries cannot share one. */
export function throttleStore(db: Database): ThrottleStore {
  return {
    async get(certId) {
      const row = await db.query.throttles.findFirst({ where: eq(throttles.certId, certId) });
      return row ? { failures: row.failures, blockedUntil: row.blockedUntil } : UNTRIED;
    },
    async charge(certId, from, next, now) {
      const row = { certId, ...next, updatedAt: now };
      // The first charge makes the row; a later one must find it, or a match that took it away would be undone.
      const stored =
        from.failures === 0
          ? await db
              .insert(throttles)
              .values(row)
              .onConflictDoNothing()
              .returning({ at: throttles.updatedAt })
          : await db
              .update(throttles)
              .set(row)
              .where(and(eq(throttles.certId, certId), eq(throttles.failures, from.failures)))
              .returning({ at: throttles.updatedAt });
      return stored.length === 1;
    },
    async giveBack(certId, from, charged, now) {
      const blockedUntil = pauseAfterGivingBack(from, charged);
      await db.batch([
        db
          .update(throttles)
          .set({ failures: sql`${throttles.failures} - 1`, blockedUntil, updatedAt: now })
          .where(eq(throttles.certId, certId)),
        db.delete(throttles).where(and(eq(throttles.certId, certId), lte(throttles.failures, 0))),
      ]);
    },
    async countQualityRefusal(sessionId, expiresAt) {
      const [row] = await db
        .insert(qualityRefusals)
        .values({ sessionId, refusals: 1, expiresAt })
        .onConflictDoUpdate({
          target: qualityRefusals.sessionId,
          set: { refusals: sql`${qualityRefusals.refusals} + 1` },
        })
        .returning({ refusals: qualityRefusals.refusals });
      return row!.refusals;
    },
  };
}

/** The pause that came with the charge goes too, unless another charge came on top meanwhile. */
const pauseAfterGivingBack = (from: Throttle, charged: Throttle) =>
  sql<number>`CASE WHEN ${throttles.failures} = ${charged.failures} THEN ${from.blockedUntil} ELSE ${throttles.blockedUntil} END`;
