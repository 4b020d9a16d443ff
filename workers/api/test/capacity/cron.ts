import { EVENTS_AT_ONCE, HEADS_AT_ONCE } from '../../services/seal-audit.ts';
import { ROUNDS, ROWS_AT_ONCE } from '../../services/purge.ts';

/** Seconds between two runs. */
export const CRON_EVERY = 600;

/** Of the trail's events and of rows that are deleted later, for one journey: the sum of what its calls write. Assumed. */
const EVENTS = 8;
const PURGED = [1, 1, 8, 6, 4];
/** Kinds of rows that a round of the purge looks for: a statement each. */
const KINDS = 9;

/** One trip of the cron. */
export interface Chore {
  statements: number;
  /** Rows that its statements walk through. */
  rows: number;
}

/** What one run of the cron asks after ten minutes at `rate` journeys a second: sealing, and the purge beside it. */
export const choresOf = (rate: number): Chore[][] => [sealing(rate), purging(rate)];

function sealing(rate: number): Chore[] {
  const events = Math.min(rate * CRON_EVERY * EVENTS, EVENTS_AT_ONCE * HEADS_AT_ONCE);
  return Array.from({ length: Math.ceil(events / EVENTS_AT_ONCE) }, (_, head) => {
    const rows = Math.min(EVENTS_AT_ONCE, events - head * EVENTS_AT_ONCE);
    return [
      { statements: 1, rows: 1 },
      { statements: 1, rows },
      { statements: 3, rows },
    ];
  }).flat();
}

function purging(rate: number): Chore[] {
  const due = PURGED.map((rows) => Math.min(rows * rate * CRON_EVERY, ROUNDS * ROWS_AT_ONCE));
  const rounds = Math.ceil(Math.max(...due) / ROWS_AT_ONCE);
  return Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: KINDS }, (_kind, kind) => ({
      statements: 1,
      rows: Math.max(0, Math.min(ROWS_AT_ONCE, (due[kind] ?? 0) - round * ROWS_AT_ONCE)),
    })),
  ).flat();
}

/** Journeys a second up to which sealing and the purge take as much as comes. */
export const KEPT_UP = {
  sealing: (EVENTS_AT_ONCE * HEADS_AT_ONCE) / CRON_EVERY / EVENTS,
  purge: (ROUNDS * ROWS_AT_ONCE) / CRON_EVERY / Math.max(...PURGED),
};
