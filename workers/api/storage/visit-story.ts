import { inArray, or, eq, sql, type SQL } from 'drizzle-orm';
import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { auditEvents, kiosks, redemptions, reservations } from '#schema/tables/index.ts';
import type { Database } from './database.ts';

/** What rows and trail tell of a visit, in one trip. @param of a support number, or the id of a reservation */
export async function visitStory(db: Database, of: string): Promise<VisitStory> {
  const ids = idsOf(of);
  const [made, claims, events] = await db.batch([
    db.select(RESERVATION).from(reservations).where(inArray(reservations.id, ids)),
    db
      .select({ claimedAt: redemptions.claimedAt, support: redemptions.support, kiosk: label('redemptions') })
      .from(redemptions)
      .where(or(eq(redemptions.support, of), inArray(redemptions.id, lastOf(ids)))),
    db
      .select({ ...EVENT, kiosk: label('audit_events') })
      .from(auditEvents)
      .where(inArray(auditEvents.reservationId, ids)),
  ]);
  return { reservations: made, redemptions: claims, events: events.toSorted((a, b) => a.seq - b.seq) };
}

const { id, state, createdAt, expiresAt, authorisedAt, endedAt, support } = reservations;
const RESERVATION = { id, state, createdAt, expiresAt, authorisedAt, endedAt, support };
const { seq, at, kind, detail } = auditEvents;
const EVENT = { seq, at, kind, detail };

/** A number has eight letters and no hyphen. */
const idsOf = (of: string): SQL =>
  of.includes('-')
    ? sql`(${of})`
    : sql`(SELECT id FROM reservations WHERE support = ${of}
        UNION ALL SELECT reservation_id FROM redemptions WHERE support = ${of})`;

const lastOf = (ids: SQL): SQL => sql`(SELECT redemption_id FROM reservations WHERE id IN ${ids})`;

const label = (table: string) =>
  sql<
    string | null
  >`(SELECT label FROM ${kiosks} AS stood WHERE stood.id = ${sql.identifier(table)}.kiosk_id)`.as('kiosk');
