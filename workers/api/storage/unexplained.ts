import { sql } from 'drizzle-orm';
import { auditEvents, kiosks, reservations } from '#schema/tables/index.ts';
import { RESERVATION_LIFE } from '../domain/reservation.ts';
import { sealedOf, unsealed } from './audit.ts';
import type { Database } from './database.ts';

const DAY = 86_400;

/** Live reservations of a stretch that are held against the trail: in a small service all, in a large one others each time. */
const LOOKED_AT = 250;

/** When the trail begins that the database has: what was before is told by its segments. */
const beginning = sql`coalesce((SELECT at FROM ${auditEvents} WHERE seq > 1 AND seq = (SELECT min(seq) FROM ${auditEvents})), 0)`;

/** Kiosks in service that nobody confirmed, and events of the last day that the service did not write. */
export const unexplainedActs = (db: Database, now: number) =>
  db
    .select({
      kiosks: sql<number>`(SELECT count(*) FROM ${kiosks} AS working
          WHERE state = 'active' AND enrolled_at > ${beginning} AND NOT EXISTS
            (SELECT 1 FROM ${auditEvents} WHERE kind = 'kiosk-confirmed' AND kiosk_id = working.id))`.as(
        'kiosks',
      ),
      events: sql<number>`(SELECT count(*) FROM ${auditEvents} WHERE "foreign" = 1 AND at > ${now - DAY})`.as(
        'events',
      ),
    })
    .from(sql`(SELECT 1) AS one`);

/** Among the ends of the live reservations, an instant that is another every time. */
export const anyEndAt = (now: number): number => now + ((now * 7_919) % RESERVATION_LIFE);

/** Of the first live reservations that end in a stretch, those with more or fewer changes than the trail tells. */
export function unexplainedIn(db: Database, from: number, until: number) {
  const live = sql`ended_at IS NULL AND expires_at > ${from} AND expires_at <= ${until} ORDER BY expires_at LIMIT ${LOOKED_AT}`;
  const changes = sql`version - (SELECT count(*) FROM ${auditEvents} WHERE ${sealedOf(sql`(held.id)`)}) AS changes`;
  const untold = sql`SELECT id, ${changes} FROM (SELECT id, version FROM ${reservations} WHERE ${live}) AS held`;
  return db.select({ count: sql<number>`count(*)`.as('count') }).from(sql`(${untold})`)
    .where(sql`changes <> 0 AND id || changes NOT IN
      (SELECT reservation_id || count(*) FROM ${auditEvents} WHERE ${unsealed} AND reservation_id IS NOT NULL GROUP BY reservation_id)`);
}
