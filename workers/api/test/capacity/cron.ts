import { EVENTS_AT_ONCE, HEADS_AT_ONCE, REST as REST_SEALING } from '../../services/seal-audit.ts';
import { REST, ROUNDS, ROWS_AT_ONCE, STRETCHES } from '../../services/purge.ts';

/** Seconds between two runs. */
export const CRON_EVERY = 600;

/** Of the trail's events and of rows that are deleted later, for one journey: the sum of what its calls write. Assumed. */
const EVENTS = 8;
const PURGED = {
  redemptions: 1,
  auditEvents: EVENTS,
  spentProofs: 6,
  seenTokens: 4,
  enrolmentCodes: 0,
  stepCounts: 0,
};
/** Stretches of the tables that are looked through, taken to be as long as one run looks through. */
const SWEPT = ROUNDS + 2 * STRETCHES;

/** One trip of the cron. */
export interface Chore {
  statements: number;
  /** Rows that its statements walk through. */
  rows: number;
  /** Milliseconds until the next one. */
  rest: number;
}

/** What one run of the cron asks after ten minutes at `rate` journeys a second: sealing, and the purge beside it. */
export const choresOf = (rate: number): Chore[][] => [sealing(rate), purging(rate)];

function sealing(rate: number): Chore[] {
  const events = Math.min(rate * CRON_EVERY * EVENTS, EVENTS_AT_ONCE * HEADS_AT_ONCE);
  return inStretches(events, EVENTS_AT_ONCE).flatMap((rows) => [
    { statements: 1, rows: 1, rest: 0 },
    { statements: 1, rows, rest: 0 },
    { statements: 3, rows, rest: REST_SEALING },
  ]);
}

function purging(rate: number): Chore[] {
  const most = ROUNDS * ROWS_AT_ONCE;
  const due = Object.values(PURGED).map((rows) => Math.min(rows * rate * CRON_EVERY, most));
  const sweep = { statements: 2, rows: ROWS_AT_ONCE, rest: REST };
  const deletes = (rows: number) => ({ statements: 1, rows, rest: rows === ROWS_AT_ONCE ? REST : 0 });
  return [
    ...due.flatMap((rows) => inStretches(rows, ROWS_AT_ONCE).map(deletes)),
    ...Array.from({ length: SWEPT }, () => sweep),
  ];
}

/** So many rows in stretches of the same length, the last one shorter. */
const inStretches = (rows: number, length: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(rows / length)) }, (_, index) =>
    Math.min(length, rows - index * length),
  );

/** Journeys a second up to which sealing and the purge take as much as comes. */
export const KEPT_UP = {
  sealing: (EVENTS_AT_ONCE * HEADS_AT_ONCE) / CRON_EVERY / EVENTS,
  purge: (ROUNDS * ROWS_AT_ONCE) / CRON_EVERY / Math.max(...Object.values(PURGED)),
};
