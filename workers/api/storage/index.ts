import { gt } from 'drizzle-orm';
import { maintenanceWindows } from '#schema/tables/index.ts';
import type { Maintenance } from '../domain/opening-hours.ts';
import type { AuditMac, MaintenanceStore, Ports } from '../ports/index.ts';
import { auditStore, eventWriter } from './audit.ts';
import { challengeStore } from './challenges.ts';
import { openDatabase, type Database } from './database.ts';
import { kioskStore } from './kiosks.ts';
import { redemptionStore, reservationStore } from './reservations.ts';
import { retentionStore } from './retention.ts';
import { seenStore } from './seen.ts';
import { stepCountStore } from './step-counts.ts';
import { throttleStore } from './throttles.ts';

export type Stores = Pick<
  Ports,
  | 'reservations'
  | 'redemptions'
  | 'throttles'
  | 'challenges'
  | 'seen'
  | 'kiosks'
  | 'maintenance'
  | 'audit'
  | 'retention'
  | 'stepCounts'
>;

/** Every store, over one D1 database. @param mac marks what is appended to the audit trail as this Worker's own. */
export function createStores(d1: D1Database, mac: AuditMac): Stores {
  const db = openDatabase(d1);
  const write = eventWriter(mac);
  return {
    reservations: reservationStore(db, write),
    redemptions: redemptionStore(db),
    throttles: throttleStore(db, write),
    challenges: challengeStore(db),
    seen: seenStore(db),
    kiosks: kioskStore(db, write),
    maintenance: maintenanceStore(db),
    audit: auditStore(db),
    retention: retentionStore(db),
    stepCounts: stepCountStore(db),
  };
}

/** Planned closures in D1. */
function maintenanceStore(db: Database): MaintenanceStore {
  return {
    async upcoming(now) {
      const rows = await db.select().from(maintenanceWindows).where(gt(maintenanceWindows.untilAt, now));
      return rows.map(closureOf);
    },
  };
}

function closureOf(row: typeof maintenanceWindows.$inferSelect): Maintenance {
  const { fromAt: from, untilAt: until, scope, cuts, reason, noteJa: ja, noteEn: en } = row;
  return { from, until, scope, cuts, reason, note: ja === null || en === null ? null : { ja, en } };
}
