import { eq } from 'drizzle-orm';
import { THRESHOLDS } from '#schema/contract/thresholds.ts';
import { alarms } from '#schema/tables/index.ts';
import type { AlarmStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** What the receiver of alarms knows, in D1. */
export function alarmStore(db: Database): AlarmStore {
  return {
    told: async () =>
      (await db.select({ name: alarms.name }).from(alarms).limit(THRESHOLDS.length)).map(({ name }) => name),
    async note(name, state, now) {
      if (state === 'well') await db.delete(alarms).where(eq(alarms.name, name));
      else await db.insert(alarms).values({ name, toldAt: now }).onConflictDoNothing();
    },
  };
}
