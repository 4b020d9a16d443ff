import { sql } from 'drizzle-orm';
import { maintenanceWindows, reservations } from '#schema/tables/index.ts';
import type { PlannedClosure } from '#schema/contract/operator-acts.ts';
import type { ClosureStore, MaintenanceStore } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { audit, insertIf, type Database } from './database.ts';
import { auditEach, eachOf, ofEach, writeAll } from './each.ts';
import { liveAt } from './reservations.ts';

/** Planned closures in D1, as the service asks for them. */
export const maintenanceStore = (db: Database): MaintenanceStore => ({
  upcoming: (now) => plannedIn(db, now),
});

/** The calendar in D1, as operators write it. */
export function closureStore(db: Database, write: WriteEvent): ClosureStore {
  return {
    planned: (now) => plannedIn(db, now),
    async plan({ id, from, until, scope, cuts, reason, note }, event, unlessBeside) {
      const [noteJa, noteEn] = note ? [note.ja, note.en] : [null, null];
      const row = { id, fromAt: from, untilAt: until, scope, cuts, reason, noteJa, noteEn };
      const beside = sql`EXISTS (SELECT 1 FROM ${maintenanceWindows} WHERE from_at < ${until} AND until_at > ${from}
        AND (scope = ${scope} OR scope = 'both' OR ${scope} = 'both'))`;
      const [added] = await db.batch([
        insertIf(db, maintenanceWindows, row, unlessBeside ? sql`NOT ${beside}` : sql`true`).returning({
          id: maintenanceWindows.id,
        }),
        audit(db, await write(event)),
      ]);
      return added.length === 1;
    },
    async end(ids, events) {
      const there = sql`EXISTS (SELECT 1 FROM ${maintenanceWindows} WHERE id = ${ofEach('detail')} ->> 'id')`;
      const written = await writeAll(write, events);
      const [, ended] = await db.batch([
        auditEach(db, written, there),
        db
          .delete(maintenanceWindows)
          .where(sql`id IN (SELECT each.value FROM ${eachOf(ids)})`)
          .returning({ id: maintenanceWindows.id }),
      ]);
      return ended.map(({ id }) => id);
    },
    liveByEnd: (now) =>
      db
        .select({
          expiresAt: sql<number>`max(${reservations.expiresAt})`.as('last_end'),
          count: sql<number>`count(*)`.as('count'),
        })
        .from(reservations)
        .where(liveAt(now))
        .groupBy(sql`${reservations.expiresAt} / 600`),
  };
}

async function plannedIn(db: Database, now: number): Promise<PlannedClosure[]> {
  const rows = await db.select().from(maintenanceWindows).where(notOver(now));
  // A handful, and asked for by nearly every request: the database is not made to sort them.
  return rows.map(closureOf).toSorted((a, b) => a.from - b.from);
}

export const notOver = (now: number) => sql`${maintenanceWindows.untilAt} > ${now}`;

/** Of a closure that keeps phones out at `now`, as `openingAt` of the domain has it. */
export const closesPhonesAt = (now: number) =>
  sql`${notOver(now)} AND ${maintenanceWindows.fromAt} <= ${now} AND ${maintenanceWindows.scope} <> 'kiosk'`;

/** A closure as the domain knows it. */
export function closureOf(row: typeof maintenanceWindows.$inferSelect): PlannedClosure {
  const { id, fromAt: from, untilAt: until, scope, cuts, reason, noteJa: ja, noteEn: en } = row;
  return { id, from, until, scope, cuts, reason, note: ja === null || en === null ? null : { ja, en } };
}
