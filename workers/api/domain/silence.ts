import { DAY, openWindows, type OpeningRules } from './opening-hours.ts';

/** Seconds of opening time after which a kiosk is silent: its row may stand for half an hour, and it calls every quarter. */
const SILENT = 3_000;
/** Looked back at most so far, past the longest row of closed days. */
const SPAN = 14 * DAY;

/** The instant since when a kiosk ought to have been heard: machines that are off while kiosks are closed are not silent. */
export function heardSince(now: number, rules: OpeningRules): number {
  const open = openWindows('kiosk', { from: now - SPAN, until: now }, rules);
  let left = SILENT;
  for (const { from, until } of open.toReversed()) {
    if (until - from >= left) return until - left;
    left -= until - from;
  }
  return now - SPAN;
}
