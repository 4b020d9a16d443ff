import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { VisitKey } from '../ports/index.ts';
import { redemptions, reservations } from '#schema/tables/index.ts';
import type { Database } from './database.ts';

/**
 * Rows looked at by one statement. No index knows a support number, for each visit would pay for it, and an operator asks a few
 * times a day: rows are looked through from the newest on, so much of them at a time that nobody waits for it.
 */
const AT_ONCE = 5_000;

/** What bears a number: the reservations of a session, or the claim of a redemption. */
export interface Numbered {
  /** Of reservations. */
  ids: string[];
  visits: VisitKey[];
}

/** Looks for a support number, the newest rows first; as many trips as there are stretches of rows to look through. */
export async function numbered(db: Database, of: string): Promise<Numbered> {
  const [[ends]] = await db.batch([extentOf(db)]);
  const found: Numbered = { ids: [], visits: [] };
  let [newest, until] = [ends!.newest, Number.MAX_SAFE_INTEGER];
  let isLast = false;
  do {
    // A session may make a second reservation: the stretch behind the one that was found is looked at too.
    isLast = found.ids.length > 0;
    const [ids, visits, bound] = await db.batch([
      reservationsUpTo(db, of, newest),
      visitsBefore(db, of, until),
      boundOf(db, until),
    ]);
    found.ids.push(...ids.map(({ id }) => id), ...visits.map(({ reservationId }) => reservationId));
    found.visits.push(...visits);
    if (visits.length > 0) return found;
    [newest, until] = [newest - AT_ONCE, bound[0]?.openedAt ?? 0];
  } while (!isLast && (newest >= ends!.oldest || until > 0));
  return found;
}

const extentOf = (db: Database) =>
  db
    .select({
      oldest: sql<number>`coalesce((SELECT min(rowid) FROM ${reservations}), 0)`.as('oldest'),
      newest: sql<number>`coalesce((SELECT max(rowid) FROM ${reservations}), 0)`.as('newest'),
    })
    .from(sql`(SELECT 1) AS one`);

const reservationsUpTo = (db: Database, of: string, rowid: number) =>
  db
    .select({ id: reservations.id })
    .from(reservations)
    .where(sql`rowid > ${rowid - AT_ONCE} AND rowid <= ${rowid} AND support = ${of}`);

const { openedAt, id, reservationId, support } = redemptions;

const boundOf = (db: Database, until: number) =>
  db
    .select({ openedAt })
    .from(redemptions)
    .where(lt(openedAt, until))
    .orderBy(desc(openedAt))
    .limit(1)
    .offset(AT_ONCE - 1);

const visitsBefore = (db: Database, of: string, until: number) =>
  db
    .select({ openedAt, id, reservationId })
    .from(redemptions)
    .where(and(lt(openedAt, until), gte(openedAt, sql`coalesce(${boundOf(db, until)}, 0)`), eq(support, of)));
