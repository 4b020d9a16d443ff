import { gt } from 'drizzle-orm';
import { maintenanceWindows } from '#schema/tables/index.ts';
import type { MaintenanceStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Planned closures in D1. */
export function maintenanceStore(db: Database): MaintenanceStore {
  return {
    async upcoming(now) {
      const rows = await db.select().from(maintenanceWindows).where(gt(maintenanceWindows.untilAt, now));
      return rows.map(({ fromAt, untilAt, scope }) => ({ from: fromAt, until: untilAt, scope }));
    },
  };
}
