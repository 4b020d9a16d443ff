import type { AuditHead, ChainedEvent, ChainLink } from '#schema/contract/audit-chain.ts';
import type { Segment } from '#schema/contract/audit-segment.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';
import type { AlarmMessage, ThresholdName } from '#schema/contract/thresholds.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { Maintenance } from '../domain/opening-hours.ts';
import type { Change, Reservation } from '../domain/reservation.ts';
import type { StepCount } from '../domain/step-counts.ts';
import type { Proof } from './tokens.ts';

/** `conflict`: somebody else changed the row first. `replayed`: the proof's `jti` was used before. Nothing is written then. */
export type Written = 'done' | 'conflict' | 'replayed';

export interface ReservationStore {
  byId(id: string): Promise<Reservation | null>;
  /** Stores a decided change if the row still has the version it was decided on, with its audit event, in one batch. */
  commit(change: Change, proof: Proof): Promise<Written>;
}

export interface SeenKey {
  kind: 'session' | 'liveness' | 'signature-certificate';
  id: string;
  /** Of the token, and so the same whoever asks; until then what became of it is known. */
  expiresAt: number;
}

/** A token in the hands of one request. `takenAt` tells that request from one that took its place. */
export interface TakenToken extends SeenKey {
  takenAt: number;
}

export interface SeenAnswer extends TakenToken {
  /** JSON. */
  outcome: string;
}

/** Single-use tokens: who takes one does so together with what it is taken for. */
export interface SeenStore {
  /** Keeps what became of a token, for who asks again. */
  finish(answer: SeenAnswer): Promise<void>;
  /** Forgets a token whose request failed through no fault of the caller. */
  forget(token: TakenToken): Promise<void>;
}

/** An enrolled kiosk. */
export interface Kiosk {
  id: string;
  thumbprint: string;
  label: string;
  state: KioskState;
  /** Hours of its own, in minutes; null where it has none. */
  opensAt: number | null;
  closesAt: number | null;
}

export interface KioskStore {
  byThumbprint(thumbprint: string): Promise<Kiosk | null>;
  /** Spends an enrolment code (given as its SHA-256) and adds the kiosk as pending; null when the code is not good. */
  enrol(
    offer: { codeHash: string; id: string; thumbprint: string },
    now: number,
    proof: Proof,
  ): Promise<Kiosk | 'replayed' | null>;
}

export interface MaintenanceStore {
  /** Windows that end after `now`. */
  upcoming(now: number): Promise<Maintenance[]>;
}

/** The code that tells the Worker's own events from rows that somebody else put into the database. */
export interface AuditMac {
  of(text: string): Promise<string>;
  isOurs(text: string, mac: string | null): Promise<boolean>;
}

export interface AuditStore {
  lastHead(): Promise<AuditHead | null>;
  /** Newest heads first. */
  heads(limit: number): Promise<AuditHead[]>;
  /** The head over the oldest event that the database has, and what that head is chained to. */
  oldest(): Promise<{ from: ChainLink; head: AuditHead } | null>;
  /** Deletes the first `limit` events up to `seq`; answers how many there were. */
  shed(seq: number, limit: number): Promise<number>;
  /** The first `limit` events after `seq`, in order. */
  eventsAfter(seq: number, limit: number): Promise<Omit<ChainedEvent, 'foreign'>[]>;
  /**
   * Writes each event's chain hash, whether it is foreign, and the head over them. False when what the segment follows is
   * no longer the last head.
   */
  seal(segment: Segment, hashes: readonly string[]): Promise<boolean>;
}

/** The trail outside the database, and so outside its restores: what was sealed, in segments that are written once. */
export interface SegmentStore {
  /** The segment that follows a place in the chain. */
  after(link: ChainLink): Promise<Segment | null>;
  /** Keeps a segment, unless another follows the same place already; answers the one that is kept. */
  keep(segment: Segment): Promise<Segment>;
  /** Is the segment kept that ends with this head? */
  holds(from: ChainLink, head: AuditHead): Promise<boolean>;
  /** The restore under way, if one is. */
  restoring(): Promise<Restoring | null>;
  /** Notes a restore, unless one is noted; answers the one that is. */
  beginRestoring(found: Restoring): Promise<Restoring>;
  endRestoring(): Promise<void>;
  /** Deletes segments with events from before an instant, looking at the first `limit`; answers how many went. */
  purge(before: number, limit: number): Promise<number>;
}

/** A restore under way, as it was found: kept outside the database until the trail tells of it. */
export interface Restoring {
  /** The last head that the copy knows. */
  from: ChainLink;
  /** The last event that the copy knows. */
  copy: number;
  /** Events that the restored database wrote of its own before it was found to be one. */
  strays: Omit<ChainedEvent, 'foreign'>[];
}

/** A restored database being brought on by the trail. */
export interface RestorationStore {
  /** Has the rows that the copy has do what these events tell; what they know already is left alone. */
  retake(events: readonly ChainedEvent[]): Promise<void>;
  /** Puts a segment's events and head where the chain goes on, in place of what stands there. */
  adopt(segment: Segment, hashes: readonly string[]): Promise<void>;
  /** The cards whose tries are counted, as commitments. */
  commitments(): Promise<Set<string>>;
  /** Appends strays, and the event that the database was restored, once. @param after the last event of the trail */
  conclude(strays: Restoring['strays'], event: AuditEvent, after: number): Promise<void>;
}

export interface StepCountStore {
  /** Adds these counts to what is there, in one statement. */
  add(counts: readonly StepCount[]): Promise<void>;
  /** What was counted from an hour on. */
  since(hour: number): Promise<StepCount[]>;
}

/** Which crossed thresholds the receiver of alarms knows of. */
export interface AlarmStore {
  told(): Promise<ThresholdName[]>;
  /** Notes that the receiver was told of it, or told that it is well again. */
  note(name: ThresholdName, state: AlarmMessage['state'], now: number): Promise<void>;
}

/** What lies in the order in which its time ends. */
export type OrderedKind =
  | 'redemptions'
  | 'auditEvents'
  | 'spentProofs'
  | 'seenTokens'
  | 'enrolmentCodes'
  | 'stepCounts';

/** What has to be looked through for rows whose time is over. */
export type SweptKind = 'reservations' | 'throttles' | 'livenessChallenges';

/** A place in the order of a table's keys. Before all of them: 0 of reservations, else the empty text. */
export type SweepKey = string | number;

export interface RetentionStore {
  /** Deletes the first `limit` rows of a kind whose time was over before an instant; answers how many there were. */
  purge(kind: OrderedKind, before: number, limit: number): Promise<number>;
  /**
   * Looks through `limit` rows behind a key, and deletes those whose time was over before an instant.
   * @returns how many went, and the last key looked at; null where there can be none behind it
   */
  sweep(
    kind: SweptKind,
    after: SweepKey,
    before: number,
    limit: number,
  ): Promise<{ gone: number; next: SweepKey | null }>;
}
