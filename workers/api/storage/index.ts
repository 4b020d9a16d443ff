import type { AuditMac, Ports, RestorationStore } from '../ports/index.ts';
import { alarmStore } from './alarms.ts';
import { auditStore, eventWriter } from './audit.ts';
import { closureStore, maintenanceStore } from './closures.ts';
import { openDatabase } from './database.ts';
import { faceTryStore } from './face-tries.ts';
import { fleetStore } from './fleet.ts';
import { kioskStore } from './kiosks.ts';
import { overviewStore } from './overview.ts';
import { reservationStore } from './reservations.ts';
import { restorationStore } from './restoration.ts';
import { retentionStore } from './retention.ts';
import { seenStore } from './seen.ts';
import { stepCountStore } from './step-counts.ts';
import { visitStore } from './visits.ts';

export type Stores = Pick<
  Ports,
  | 'reservations'
  | 'visits'
  | 'faceTries'
  | 'seen'
  | 'kiosks'
  | 'maintenance'
  | 'audit'
  | 'retention'
  | 'stepCounts'
  | 'alarms'
  | 'fleet'
  | 'closures'
  | 'overview'
>;

/** Every store, over one D1 database. @param mac marks what is appended to the audit trail as this Worker's own. */
export function createStores(d1: D1Database, mac: AuditMac): Stores {
  const db = openDatabase(d1);
  const write = eventWriter(mac);
  return {
    reservations: reservationStore(db, write),
    visits: visitStore(db, write),
    faceTries: faceTryStore(db, write),
    seen: seenStore(db),
    kiosks: kioskStore(db, write),
    maintenance: maintenanceStore(db),
    audit: auditStore(db),
    retention: retentionStore(db),
    stepCounts: stepCountStore(db),
    alarms: alarmStore(db),
    fleet: fleetStore(db, write),
    closures: closureStore(db, write),
    overview: overviewStore(db),
  };
}

/** What brings a restored database on. Not among the others: it runs once in years, and may read whole tables. */
export const createRestoration = (d1: D1Database, mac: AuditMac): RestorationStore =>
  restorationStore(openDatabase(d1), eventWriter(mac));
