import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { enrolmentCodes, kiosks } from '#schema/tables/index.ts';
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

/** A kiosk that was heard of within this many seconds is not written again. */
const HEARD_EVERY = 300;

/** Enrolled kiosks in D1. */
export function kioskStore(db: Database, write: WriteEvent): KioskStore {
  return {
    async byThumbprint(thumbprint) {
      const row = await db.query.kiosks.findFirst({ where: eq(kiosks.thumbprint, thumbprint) });
      return row ?? null;
    },
    enrol: (offer, now, proof) => enrol(db, write, offer, now, proof),
    async heard(id, now) {
      const stale = or(isNull(kiosks.lastSeenAt), lt(kiosks.lastSeenAt, now - HEARD_EVERY));
      await db
        .update(kiosks)
        .set({ lastSeenAt: now })
        .where(and(eq(kiosks.id, id), stale));
    },
  };
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
  const label = sql`(SELECT label FROM ${enrolmentCodes} WHERE hash = ${offer.codeHash})`;
  const { id, thumbprint } = offer;
  const kiosk = { id, thumbprint, label, state: 'pending', enrolledAt: now } as const;
  const add = insertIf(db, kiosks, kiosk, previousChangedOne).returning();
  const nobody = { reservationId: null, card: null };
  const offered = { ...nobody, at: now, kind: 'kiosk-offered', kioskId: id, detail: { thumbprint } } as const;
  const event = audit(db, await write(offered));
  const done = await orReplayed(db.batch([useCode, spendWithChange(db, proof), add, event]));
  return done === 'replayed' ? done : (done[2][0] ?? null);
}
