import { and, eq, lte, sql, type SQL } from 'drizzle-orm';
import { throttles } from '#schema/tables/index.ts';
import type { AuditEvent, AuditKind } from '../domain/audit.ts';
import { UNTRIED, type Charge, type CountedTries, type Throttle } from '../domain/throttle-policy.ts';
import type { WriteEvent } from './audit.ts';
import { audit, insertIf, previousChangedOne, type Database } from './database.ts';

// Failed face tries in D1. A charge names the count it was decided on, so parallel tries cannot share one, and leaves its id,
// so that it alone is given back. Each leaves an event.

type Row = typeof throttles.$inferSelect;

export const triesOf = (certId: string) => eq(throttles.certId, certId);

export const noTriesOf = (certId: string) =>
  sql`NOT EXISTS (SELECT 1 FROM ${throttles} WHERE ${triesOf(certId)})`;

export const countedOf = (row: Row | null): CountedTries =>
  row ? { failures: row.failures, blockedUntil: row.blockedUntil, salt: row.salt } : UNTRIED;

/** Holds while the card's count is what the charge was decided on. */
export function standsAt({ certId, salt, from }: Charge): SQL {
  if (from.failures === 0) return noTriesOf(certId);
  const same = and(triesOf(certId), eq(throttles.salt, salt), eq(throttles.failures, from.failures));
  return sql`EXISTS (SELECT 1 FROM ${throttles} WHERE ${same})`;
}

/** Counts the charge, after a statement that changed one row on the ground that `standsAt` holds; then its event. */
export async function charged(db: Database, write: WriteEvent, charge: Charge, now: number) {
  const { certId, salt, next } = charge;
  const row = { certId, salt, ...next, updatedAt: now };
  const event = await write(eventOf('try-charged', charge, { ...next }, now));
  return [countedBy(db, charge, row), audit(db, event)] as const;
}

/** The first charge makes the row; a later one must find it, or a match that took it away would be undone. */
function countedBy(db: Database, { id, from }: Charge, row: Omit<Row, 'charges'>) {
  if (from.failures === 0)
    return insertIf(db, throttles, { ...row, charges: JSON.stringify([id]) }, previousChangedOne).returning(
      AT,
    );
  return db
    .update(throttles)
    .set({ ...row, charges: sql`json_insert(${throttles.charges}, '$[#]', ${id})` })
    .where(and(triesOf(row.certId), previousChangedOne))
    .returning(AT);
}

const AT = { at: throttles.updatedAt };

/** Takes the charge back with its event; nothing where it does not stand any more, or never did. */
export async function givenBack(db: Database, write: WriteEvent, charge: Charge, now: number) {
  const { certId, id } = charge;
  const event = await write(eventOf('try-given-back', charge, {}, now));
  const stands = sql`EXISTS (SELECT 1 FROM json_each(${throttles.charges}) AS charge WHERE charge.value = ${id})`;
  return [
    db
      .update(throttles)
      .set({
        failures: sql`${throttles.failures} - 1`,
        blockedUntil: pauseWithout(charge),
        charges: sql`(SELECT json_group_array(charge.value) FROM json_each(${throttles.charges}) AS charge WHERE charge.value <> ${id})`,
        updatedAt: now,
      })
      .where(and(triesOf(certId), stands)),
    audit(db, event),
    db.delete(throttles).where(and(triesOf(certId), lte(throttles.failures, 0))),
  ] as const;
}

/** Takes away what is counted under this charge's salt, after a statement that changed one row. */
export const cleared = (db: Database, { certId, salt }: Charge) =>
  db.delete(throttles).where(and(triesOf(certId), eq(throttles.salt, salt), previousChangedOne));

function eventOf(
  kind: AuditKind,
  { id, certId, salt }: Charge,
  detail: Partial<Throttle>,
  at: number,
): AuditEvent {
  const subject = { reservationId: null, card: { certId, salt }, kioskId: null };
  return { at, kind, ...subject, detail: { charge: id, ...detail } };
}

/** The pause that came with the charge goes too, unless another charge came on top meanwhile. */
const pauseWithout = ({ from, next }: Charge) =>
  sql<number>`CASE WHEN ${throttles.failures} = ${next.failures} THEN ${from.blockedUntil} ELSE ${throttles.blockedUntil} END`;
