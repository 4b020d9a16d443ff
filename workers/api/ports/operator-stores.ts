import type {
  KioskPlace,
  KioskSeen,
  PlannedClosure,
  ServiceStatus,
  TrailEvent,
  VisitStory,
} from '#schema/contract/operator-acts.ts';
import type { ServiceDay } from '#schema/contract/service-day.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { KioskMove, KnownKiosk } from '../domain/fleet.ts';
import type { Change, Reservation } from '../domain/reservation.ts';
import type { StepCount } from '../domain/step-counts.ts';

/** Kiosks as operators act on them: many in one batch, each change with its event or not at all. */
export interface FleetStore {
  addCodes(
    codes: readonly (KioskPlace & { hash: string; expiresAt: number })[],
    event: AuditEvent,
  ): Promise<void>;
  /** Kiosks whose thumbprints begin so, and what these hold at `now` that no authorisation is out for. */
  beginning(starts: readonly string[], now: number): Promise<{ kiosks: KnownKiosk[]; held: Reservation[] }>;
  /**
   * Moves the kiosks of the events that are still where they may be moved from, and frees what was decided to be free
   * of those that are revoked then. Answers who was moved, and what the kiosks still hold.
   */
  move(
    move: KioskMove,
    events: readonly AuditEvent[],
    freed: readonly Change[],
    now: number,
  ): Promise<{ moved: string[]; held: Reservation[] }>;
  /** Writes what kiosks are called and where they stand; answers whose rows there were. */
  label(places: readonly (KioskPlace & { id: string })[], events: readonly AuditEvent[]): Promise<string[]>;
  /** Writes hours of their own, or none; answers whose rows there were. */
  hours(
    hours: { opensAt: number; closesAt: number } | null,
    events: readonly AuditEvent[],
  ): Promise<string[]>;
  list(
    filter: { search: string | null; state: KioskState | null; after: string | null },
    limit: number,
  ): Promise<KioskSeen[]>;
}

/** The calendar as operators write it. */
export interface ClosureStore {
  /** Closures that are not over, earliest first. */
  planned(now: number): Promise<PlannedClosure[]>;
  /** Stores a closure with its event; `unlessBeside` another one of the same step at the same time. Answers whether it did. */
  plan(closure: PlannedClosure, event: AuditEvent, unlessBeside: boolean): Promise<boolean>;
  /** Removes those that are there, each with its event; answers which were. */
  end(ids: readonly string[], events: readonly AuditEvent[]): Promise<string[]>;
  /** How many live reservations end when, to ten minutes. */
  liveByEnd(now: number): Promise<{ expiresAt: number; count: number }[]>;
}

/** What an operator looks at. */
export interface OverviewStore {
  /** @param silentBefore a kiosk whose row is older is silent */
  status(now: number, silentBefore: number): Promise<Omit<ServiceStatus, 'closures' | 'thresholds'>>;
  /**
   * What the console shows, as it is counted. Of claims alone it is told how long they took; `under` is 0 for the rest.
   * @param since the first hour that is told
   */
  day(
    now: number,
    since: number,
    silentBefore: number,
  ): Promise<{ atKiosk: number; chains: ServiceDay['chains']; counts: StepCount[] }>;
  /** @param of a support number, or the id of a reservation */
  visit(of: string): Promise<VisitStory>;
  trail(after: number, limit: number): Promise<TrailEvent[]>;
}
