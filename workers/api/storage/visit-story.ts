import { inArray, sql, type SQL } from 'drizzle-orm';
import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { auditEvents, kiosks, redemptions, reservations } from '#schema/tables/index.ts';
import type { VisitKey } from '../ports/index.ts';
import { sealedOf, unsealedOf } from './audit.ts';
import type { Database } from './database.ts';
import { eachOf, ofEach } from './each.ts';
import { numbered } from './support-numbers.ts';

/** What rows and trail tell of a visit. @param of a support number, or the id of a reservation */
export async function visitStory(db: Database, of: string): Promise<VisitStory> {
  // A number has eight letters and no hyphen.
  const { ids, visits } = of.includes('-') ? { ids: [of], visits: [] } : await numbered(db, of);
  const listed = sql`(SELECT each.value FROM ${eachOf(ids)})`;
  const eventsWhere = (condition: SQL) => db.select(EVENT).from(auditEvents).where(condition);
  const [made, ours, others, sealed, unsealed] = await db.batch([
    db.select(RESERVATION).from(reservations).where(inArray(reservations.id, listed)),
    asked(db, visits),
    last(db, listed),
    eventsWhere(sealedOf(listed)),
    eventsWhere(unsealedOf(listed)),
  ]);
  const known = new Map([...ours, ...others].map(({ id: visit, ...claim }) => [visit, claim]));
  const events = [...sealed, ...unsealed].toSorted((a, b) => a.seq - b.seq);
  return { reservations: made, redemptions: [...known.values()], events };
}

const label = (table: string) =>
  sql<
    string | null
  >`(SELECT label FROM ${kiosks} AS stood WHERE stood.id = ${sql.identifier(table)}.kiosk_id)`.as('kiosk');

const { id, state, createdAt, expiresAt, authorisedAt, endedAt, support } = reservations;
const RESERVATION = { id, state, createdAt, expiresAt, authorisedAt, endedAt, support };
const { seq, at, kind, detail } = auditEvents;
const EVENT = { seq, at, kind, detail, kiosk: label('audit_events') };

/** Seconds from the opening of a redemption to its claim, and by how much two clocks may differ. */
const OPENED_BEFORE = 600;
const APART = 60;

const CLAIM = {
  id: sql<string>`visit.id`.as('visit_id'),
  claimedAt: sql<number>`visit.claimed_at`.as('claimed_at'),
  support: sql<string | null>`visit.support`.as('number'),
  kiosk: label('visit'),
};

const asked = (db: Database, visits: readonly VisitKey[]) =>
  db
    .select(CLAIM)
    .from(sql`${eachOf(visits)} CROSS JOIN ${redemptions} AS visit`)
    .where(sql`visit.opened_at = ${ofEach('openedAt')} AND visit.id = ${ofEach('id')}`);

/** The last of each reservation: opened shortly before its claim, which its row tells. */
const last = (db: Database, ids: SQL) =>
  db
    .select(CLAIM)
    .from(sql`${reservations} AS held CROSS JOIN ${redemptions} AS visit`)
    .where(
      sql`held.id IN ${ids} AND visit.id = held.redemption_id
        AND visit.opened_at BETWEEN held.claimed_at - ${OPENED_BEFORE + APART} AND held.claimed_at + ${APART}`,
    );
