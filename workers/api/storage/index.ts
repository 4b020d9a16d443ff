import { gt } from 'drizzle-orm';
import { maintenanceWindows } from '#schema/tables/index.ts';
import type { MaintenanceStore, Ports } from '../ports/index.ts';
import { auditStore } from './audit.ts';
import { openDatabase, type Database } from './database.ts';
import { kioskStore } from './kiosks.ts';
import { redemptionStore, reservationStore } from './reservations.ts';
import { retentionStore } from './retention.ts';
import { seenStore } from './seen.ts';
import { throttleStore } from './throttles.ts';

export type Stores = Pick<
  Ports,
  'reservations' | 'redemptions' | 'throttles' | 'seen' | 'kiosks' | 'maintenance' | 'audit' | 'retention'
>;

/** Every store, over one D1 database. */
export function createStores(d1: D1Database): Stores {
  const db = openDatabase(d1);
  return {
    reservations: reservationStore(db),
    redemptions: redemptionStore(db),
    throttles: throttleStore(db),
    seen: seenStore(db),
    kiosks: kioskStore(db),
    maintenance: maintenanceStore(db),
    audit: auditStore(db),
    retention: retentionStore(db),
  };
}

/** Planned closures in D1. */
function maintenanceStore(db: Database): MaintenanceStore {
  return {
    async upcoming(now) {
      const rows = await db.select().from(maintenanceWindows).where(gt(maintenanceWindows.untilAt, now));
      return rows.map(({ fromAt, untilAt, scope, cuts }) => ({ from: fromAt, until: untilAt, scope, cuts }));
    },
  };
}
