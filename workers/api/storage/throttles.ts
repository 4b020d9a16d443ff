import { and, eq, lte, sql } from 'drizzle-orm';
import { throttles } from '#schema/tables/index.ts';
import type { AuditEvent, AuditKind } from '../domain/audit.ts';
import { UNTRIED, type Charge, type Throttle } from '../domain/throttle-policy.ts';
import type { ThrottleStore } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { audit, type Database } from './database.ts';

/**
 * Failed face tries in D1. A charge names the count it was decided on, so parallel tries cannot share one, and leaves its
 * id, so that it alone is given back. Each leaves an event.
 */
export function throttleStore(db: Database, write: WriteEvent): ThrottleStore {
  return {
    async get(certId) {
      const row = await db.query.throttles.findFirst({ where: eq(throttles.certId, certId) });
      return row ? { failures: row.failures, blockedUntil: row.blockedUntil, salt: row.salt } : UNTRIED;
    },
    async charge(charge, now) {
      const { next } = charge;
      const happened = await write(eventOf('try-charged', charge, { ...next }, now));
      const [stored] = await db.batch([store(db, charge, now), audit(db, happened)]);
      return stored.length === 1;
    },
    async giveBack(charge, now) {
      const { certId, id } = charge;
      const event = await write(eventOf('try-given-back', charge, {}, now));
      const charged = sql`EXISTS (SELECT 1 FROM json_each(${throttles.charges}) AS charge WHERE charge.value = ${id})`;
      await db.batch([
        db
          .update(throttles)
          .set({
            failures: sql`${throttles.failures} - 1`,
            blockedUntil: pauseWithout(charge),
            charges: sql`(SELECT json_group_array(charge.value) FROM json_each(${throttles.charges}) AS charge WHERE charge.value <> ${id})`,
            updatedAt: now,
          })
          .where(and(eq(throttles.certId, certId), charged)),
        audit(db, event),
        db.delete(throttles).where(and(eq(throttles.certId, certId), lte(throttles.failures, 0))),
      ]);
    },
  };
}

/** The first charge makes the row; a later one must find it, or a match that took it away would be undone. */
function store(db: Database, { id, certId, salt, from, next }: Charge, now: number) {
  const row = { certId, salt, ...next, updatedAt: now };
  if (from.failures === 0)
    return db
      .insert(throttles)
      .values({ ...row, charges: JSON.stringify([id]) })
      .onConflictDoNothing()
      .returning({ at: throttles.updatedAt });
  return db
    .update(throttles)
    .set({ ...row, charges: sql`json_insert(${throttles.charges}, '$[#]', ${id})` })
    .where(and(eq(throttles.certId, certId), eq(throttles.salt, salt), eq(throttles.failures, from.failures)))
    .returning({ at: throttles.updatedAt });
}

function eventOf(kind: AuditKind, charge: Charge, detail: Partial<Throttle>, at: number): AuditEvent {
  const { id, certId, salt } = charge;
  const subject = { reservationId: null, card: { certId, salt }, kioskId: null };
  return { at, kind, ...subject, detail: { charge: id, ...detail } };
}

/** The pause that came with the charge goes too, unless another charge came on top meanwhile. */
const pauseWithout = ({ from, next }: Charge) =>
  sql<number>`CASE WHEN ${throttles.failures} = ${next.failures} THEN ${from.blockedUntil} ELSE ${throttles.blockedUntil} END`;
