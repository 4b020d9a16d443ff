import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Heartbeat } from '#schema/contract/kiosk.ts';
import { enrolmentCodes, kiosks } from '#schema/tables/index.ts';
import { ROW_STANDS } from '../domain/heartbeat.ts';
import type { WriteEvent } from './audit.ts';
import type { Kiosk, KioskStore, Proof } from '../ports/index.ts';
import {
  audit,
  insertIf,
  orReplayed,
  previousChangedOne,
  spendWithChange,
  type Database,
} from './database.ts';

/** Enrolled kiosks in D1. */
export function kioskStore(db: Database, write: WriteEvent): KioskStore {
  return {
    async byThumbprint(thumbprint) {
      const row = await db.query.kiosks.findFirst({ where: eq(kiosks.thumbprint, thumbprint) });
      return row ? known(row) : null;
    },
    enrol: (offer, now, proof) => enrol(db, write, offer, now, proof),
  };
}

const known = ({ id, thumbprint, label, state, opensAt, closesAt }: typeof kiosks.$inferSelect): Kiosk => ({
  id,
  thumbprint,
  label,
  state,
  opensAt,
  closesAt,
});

/** Notes what a kiosk in service says of itself, unless its row says the same and is not old. */
export function hear(db: Database, thumbprint: string, said: Heartbeat, now: number) {
  const old = lte(kiosks.lastSeenAt, now - ROW_STANDS);
  const news = or(isNull(kiosks.lastSeenAt), old, differs(said));
  return db
    .update(kiosks)
    .set({ lastSeenAt: now, ...said })
    .where(and(eq(kiosks.thumbprint, thumbprint), eq(kiosks.state, 'active'), news));
}

/** Does the row say anything else? As one row value: with NULL in it `<>` would not tell. */
function differs(said: Heartbeat) {
  const facts = Object.keys(said) as (keyof Heartbeat)[];
  const stored = facts.map((fact) => sql`${kiosks[fact]}`);
  const told = facts.map((fact) => sql`${sql.param(said[fact], kiosks[fact])}`);
  return sql`(${sql.join(stored, sql`, `)}) IS NOT (${sql.join(told, sql`, `)})`;
}

/** What the trail says of a kiosk besides its key: with it a restored database gets the kiosk back. */
async function promised(db: Database, code: string) {
  const { label, chain, store, prefecture } = enrolmentCodes;
  const place = db.select({ label, chain, store, prefecture }).from(enrolmentCodes);
  const [found] = await place.where(eq(enrolmentCodes.hash, code));
  return { code, ...found };
}

async function enrol(
  db: Database,
  write: WriteEvent,
  offer: { codeHash: string; id: string; thumbprint: string },
  now: number,
  proof: Proof,
): Promise<Kiosk | 'replayed' | null> {
  const good = and(
    eq(enrolmentCodes.hash, offer.codeHash),
    isNull(enrolmentCodes.usedAt),
    gt(enrolmentCodes.expiresAt, now),
    sql`NOT EXISTS (SELECT 1 FROM ${kiosks} WHERE thumbprint = ${offer.thumbprint})`,
  );
  const useCode = db.update(enrolmentCodes).set({ usedAt: now }).where(good);
  const ofCode = (column: 'label' | 'chain' | 'store' | 'prefecture') =>
    sql`(SELECT ${sql.identifier(column)} FROM ${enrolmentCodes} WHERE hash = ${offer.codeHash})`;
  const { id, thumbprint } = offer;
  const kiosk = {
    id,
    thumbprint,
    label: ofCode('label'),
    chain: ofCode('chain'),
    store: ofCode('store'),
    prefecture: ofCode('prefecture'),
    state: 'pending',
    enrolledAt: now,
  } as const;
  const add = insertIf(db, kiosks, kiosk, previousChangedOne).returning();
  const nobody = { reservationId: null, card: null };
  const detail = { thumbprint, ...(await promised(db, offer.codeHash)) };
  const offered = { ...nobody, at: now, kind: 'kiosk-offered', kioskId: id, detail } as const;
  const event = audit(db, await write(offered));
  const done = await orReplayed(db.batch([useCode, spendWithChange(db, proof), add, event]));
  if (done === 'replayed') return done;
  const row = done[2][0];
  return row ? known(row) : null;
}
