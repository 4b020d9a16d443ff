import type { Ports } from '../ports/index.ts';

const DAY = 86_400;
/** How long rows are kept after they ended or happened (design §7). */
export const RESERVATIONS_KEPT = 30 * DAY;
export const AUDIT_KEPT = 400 * DAY;
/** A certificate lives five years at most; the count of its failed tries must not end earlier. */
export const THROTTLES_KEPT = 5 * 366 * DAY;
const ROWS_AT_ONCE = 1_000;

/** Deletes what has been kept long enough. Answers how many rows went. */
export function purge({ retention }: Ports, now: number): Promise<number> {
  return retention.purge(
    {
      reservations: now - RESERVATIONS_KEPT,
      audit: now - AUDIT_KEPT,
      tokens: now,
      throttles: now - THROTTLES_KEPT,
    },
    ROWS_AT_ONCE,
  );
}
