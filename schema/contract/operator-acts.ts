import * as v from 'valibot';
import { CLOSURE_REASONS, SCOPES, type ClosureReason, type Scope } from './calendar.ts';
import { KIOSK_STATES, type KioskState } from './kiosk.ts';
import { Instant, SupportNumber, Uuid } from './primitives.ts';
import type { ServiceDay } from './service-day.ts';
import type { Threshold } from './thresholds.ts';

/** Most kiosks, codes or events in one call. */
export const MOST_AT_ONCE = 1_000;

/** Who acts, as the audit trail names him: an address, or the name of a service's account. */
export const Actor = v.pipe(v.string(), v.maxLength(254), v.regex(/^[\x21-\x7e]+$/));

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const many = <T extends v.GenericSchema>(one: T) =>
  v.pipe(v.array(one), v.minLength(1), v.maxLength(MOST_AT_ONCE));

/** What a kiosk is called, and where it stands. */
const place = {
  label: text,
  chain: v.nullable(text),
  store: v.nullable(text),
  /** JIS X 0401: 1 (Hokkaido) to 47 (Okinawa). */
  prefecture: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(47))),
};
const KioskPlace = v.strictObject(place);
export type KioskPlace = v.InferOutput<typeof KioskPlace>;

/** A kiosk by what its screen shows: check words, or the thumbprint itself. */
const Shown = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const Kiosks = v.strictObject({ shown: many(Shown) });
const Nothing = v.strictObject({});

const minuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440));
/** Minutes from midnight in Japan. */
const Hours = v.pipe(
  v.strictObject({ opensAt: minuteOfDay, closesAt: minuteOfDay }),
  v.check(({ opensAt, closesAt }) => opensAt < closesAt),
);

/** A sentence for people, in both languages. */
const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ordered = {
  scope: v.picklist(SCOPES),
  /** An emergency, which ends visits under way too. */
  cuts: v.boolean(),
  reason: v.picklist(CLOSURE_REASONS),
  note: v.nullable(v.strictObject({ ja: sentence, en: sentence })),
};
const span = { from: Instant, until: Instant };

/** What an operator may ask of the service, and with what. */
export const OPERATOR_CALLS = {
  issueCodes: v.strictObject({ places: many(KioskPlace) }),
  confirmKiosks: Kiosks,
  suspendKiosks: Kiosks,
  resumeKiosks: Kiosks,
  revokeKiosks: Kiosks,
  labelKiosks: v.strictObject({ kiosks: many(v.strictObject({ shown: Shown, ...place })) }),
  /** Hours of their own, within those of the service; null: those of the service. */
  setHours: v.strictObject({ shown: many(Shown), hours: v.nullable(Hours) }),
  listKiosks: v.strictObject({
    /** Part of label, chain, store or thumbprint. */
    search: v.nullable(v.pipe(v.string(), v.maxLength(80))),
    state: v.nullable(v.picklist(KIOSK_STATES)),
    /** Id of the last kiosk of the page before. */
    after: v.nullable(Uuid),
  }),
  /** What a closure would take from the reservations that live now. */
  weighClosure: v.strictObject({ ...span, scope: v.picklist(SCOPES) }),
  /** `force`: although it is long, far, over in part, or beside another one. */
  planClosure: v.strictObject({ ...span, ...ordered, force: v.boolean() }),
  /** From now on, for so many seconds. */
  closeNow: v.strictObject({
    seconds: v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(72 * 3_600)),
    ...ordered,
  }),
  /** Ends what is closed now; `both` ends every closure in force. */
  openNow: v.strictObject({ scope: v.picklist(SCOPES) }),
  /** Takes a planned closure back, or ends it early. */
  endClosure: v.strictObject({ id: Uuid }),
  listClosures: Nothing,
  readStatus: Nothing,
  /** What the console shows. */
  readDay: Nothing,
  /** What is known of a visit, by a support number of phone or kiosk, or by the reservation's id. */
  findVisit: v.strictObject({ of: v.union([SupportNumber, Uuid]) }),
  readTrail: v.strictObject({ after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
};
export type OperatorCall = keyof typeof OPERATOR_CALLS;
export type Asked<C extends OperatorCall> = v.InferOutput<(typeof OPERATOR_CALLS)[C]>;

/** Why an act was refused; stable. */
export const OPERATOR_REFUSALS = [
  'malformed-request',
  'kiosk-unknown',
  /** Two kiosks show these words: only a thumbprint will do. */
  'kiosk-ambiguous',
  /** It is there, in a state in which this cannot be done. */
  'kiosk-state',
  'closure-unknown',
  'closure-backwards',
  'closure-past',
  'closure-long',
  'closure-far',
  'closure-overlaps',
  'not-closed',
  /** Somebody else was first: look, and ask again. */
  'conflict',
  /** The database is being restored: what were done now would be lost. */
  'service-paused',
  'internal',
] as const;
export type OperatorRefusal = (typeof OPERATOR_REFUSALS)[number];

/** What became of each of many kiosks. */
export interface KiosksMoved {
  done: { shown: string; thumbprint: string; label: string }[];
  refused: { shown: string; code: OperatorRefusal }[];
}

/** A kiosk as an operator sees it. Instants are Unix seconds; null where no heartbeat said anything yet. */
export interface KioskSeen extends KioskPlace {
  id: string;
  thumbprint: string;
  state: KioskState;
  opensAt: number | null;
  closesAt: number | null;
  enrolledAt: number;
  lastSeenAt: number | null;
  page: string | null;
  bridge: string | null;
  reader: string | null;
  printer: string | null;
  waiting: number | null;
  skewSteps: number | null;
  cardLeft: boolean | null;
}

/** A closure that is not over. */
export interface PlannedClosure {
  id: string;
  from: number;
  until: number;
  scope: Scope;
  cuts: boolean;
  reason: ClosureReason;
  note: { ja: string; en: string } | null;
}

/** What a closure takes: reservations that lose kiosk hours, and how many hours these are together. */
export interface ClosureWeight {
  reservations: number;
  hours: number;
}

/** The service at a glance. Nothing in it names a person or a card. */
export interface ServiceStatus {
  reservations: { live: number; atKiosk: number };
  /** Audit events of the last 24 hours, by kind. */
  lastDay: Readonly<Record<string, number>>;
  kiosks: { active: number; pending: number; suspended: number; silent: number };
  /** Kiosks in service that are not heard of, by chain; those without one under an empty name. */
  silentByChain: { chain: string; silent: number; active: number }[];
  /** Labels of the first ten. */
  silent: string[];
  /** Cards that have to wait for their next face try. */
  waitingCards: number;
  closures: PlannedClosure[];
  thresholds: Threshold[];
  unsealed: { events: number; oldest: number | null };
  /** What the cheap part of verifying the trail finds: counts. Of the live reservations it looks at some hundreds, others each time. */
  unexplained: { reservations: number; kiosks: number; events: number };
}

/** An event of the audit trail. */
export interface TrailEvent {
  seq: number;
  at: number;
  kind: string;
  reservationId: string | null;
  kioskId: string | null;
  detail: string;
  /** 1: the sealer found that the service did not write it. Null until it is sealed. */
  foreign: number | null;
}

/** A visit from reservation to end, as far as it is kept. No card and no person is in it. Instants are Unix seconds. */
export interface VisitStory {
  reservations: {
    id: string;
    state: string;
    createdAt: number;
    expiresAt: number;
    /** When a reset authorisation first went out. */
    authorisedAt: number | null;
    endedAt: number | null;
    /** Of STEP 1. */
    support: string | null;
  }[];
  /** The one asked for and the last of each reservation; earlier ones stand among the events alone. */
  redemptions: { claimedAt: number; support: string | null; kiosk: string | null }[];
  events: { seq: number; at: number; kind: string; kiosk: string | null; detail: string }[];
}

/** What each call answers. */
export interface OperatorAnswers {
  /** In the order of the places; each is shown once and good for a day. */
  issueCodes: { codes: string[]; expiresAt: number };
  confirmKiosks: KiosksMoved;
  suspendKiosks: KiosksMoved;
  resumeKiosks: KiosksMoved;
  revokeKiosks: KiosksMoved;
  labelKiosks: KiosksMoved;
  setHours: KiosksMoved;
  /** By id; `next` is the `after` of the next page, null on the last. */
  listKiosks: { kiosks: KioskSeen[]; next: string | null };
  weighClosure: ClosureWeight;
  planClosure: PlannedClosure;
  closeNow: PlannedClosure;
  openNow: { ended: PlannedClosure[] };
  endClosure: { ended: PlannedClosure[] };
  /** `yearly`: days of every year on which kiosks are closed, `MM-DD` in Japan. */
  listClosures: { closures: PlannedClosure[]; yearly: readonly string[] };
  readStatus: ServiceStatus;
  readDay: ServiceDay;
  findVisit: VisitStory;
  readTrail: { events: TrailEvent[]; next: number | null };
}

/** An answer with the service's clock, or the one reason why not. */
export type OperatorReply<C extends OperatorCall = OperatorCall> =
  | { ok: true; now: number; value: OperatorAnswers[C] }
  | { ok: false; now: number; code: OperatorRefusal };

/** The API's operator entrypoint, over RPC. `asked` is checked there. */
export type OperatorRpc = {
  [C in OperatorCall]: (actor: string, asked: unknown) => Promise<OperatorReply<C>>;
};
