import * as v from 'valibot';
import { Calendar } from './calendar.ts';
import { Instant, Uuid } from './primitives.ts';
import { Opening } from './service.ts';

/** `suspended` is `revoked` for a while: the operator takes it back without a new enrolment. */
export const KIOSK_STATES = ['pending', 'active', 'suspended', 'revoked'] as const;
export type KioskState = (typeof KIOSK_STATES)[number];

/** The key to enrol is the one that signs the request's DPoP proof. */
export const Enrol = v.strictObject({ code: v.pipe(v.string(), v.maxLength(64)) });

export const EnrolReply = v.object({
  kioskId: Uuid,
  state: v.picklist(KIOSK_STATES),
  /** Shown on the kiosk with its check words; the operator confirms the same one. RFC 7638. */
  thumbprint: v.string(),
});
export type EnrolReply = v.InferOutput<typeof EnrolReply>;

/** `major.minor.patch`, and behind a plus sign which build of it. */
export const Version = v.pipe(
  v.string(),
  v.maxLength(48),
  v.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(\+[0-9A-Za-z.-]+)?$/),
);

/** `ready`: it works, with a card on it or without. `unpaired`: this machine was never told where its bridge is. */
export const READER_CONDITIONS = [
  'ready',
  'unknown',
  'unpaired',
  'bridge-missing',
  'missing',
  'fault',
] as const;
export type ReaderCondition = (typeof READER_CONDITIONS)[number];

/** `unknown`: a browser cannot tell. */
export const PRINTER_CONDITIONS = ['unknown', 'none', 'ready', 'paper-out', 'fault'] as const;

/** Seconds in one step of `skewSteps`: a clock that drifts a little is no news. */
export const SKEW_STEP = 60;
/** A heartbeat counts no further. */
export const MOST_SKEW_STEPS = 1_440;
export const MOST_WAITING = 1_000;

/** How the machine is. Nothing in it is of a visit: who was served, or when, is no fact of a machine. */
export const Heartbeat = v.strictObject({
  page: Version,
  /** Null: no bridge, or one that does not say. */
  bridge: v.nullable(Version),
  reader: v.picklist(READER_CONDITIONS),
  printer: v.picklist(PRINTER_CONDITIONS),
  /** Proofs of resets that the service has not taken yet. */
  waiting: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_WAITING)),
  /** Server clock minus this machine's, in whole steps. */
  skewSteps: v.pipe(v.number(), v.integer(), v.minValue(-MOST_SKEW_STEPS), v.maxValue(MOST_SKEW_STEPS)),
  /** A card lies on the reader that no visit needs. */
  cardLeft: v.boolean(),
});
export type Heartbeat = v.InferOutput<typeof Heartbeat>;

export const KioskReply = v.object({
  kioskId: Uuid,
  label: v.string(),
  now: Instant,
  opening: Opening,
  calendar: Calendar,
  /** Seconds until the next heartbeat; a fault is told at once. */
  nextIn: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** No visit should begin on a page of an older version. */
  minimumPage: Version,
});
export type KioskReply = v.InferOutput<typeof KioskReply>;
