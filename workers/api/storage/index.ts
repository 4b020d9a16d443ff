import type { Ports } from '../ports/index.ts';
import { auditStore } from './audit.ts';
import { openDatabase } from './database.ts';
import { kioskStore } from './kiosks.ts';
import { maintenanceStore } from './maintenance.ts';
import { redemptionStore } from './redemptions.ts';
import { reservationStore } from './reservations.ts';
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
