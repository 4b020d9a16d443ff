import type { Ports } from '../ports/index.ts';

const DAY = 86_400;
/** How long rows are kept after they ended or happened. */
export const RESERVATIONS_KEPT = 30 * DAY;
export const AUDIT_KEPT = 400 * DAY;
/** A certificate lives five years at most; the count of its failed tries must not end earlier. */
export const THROTTLES_KEPT = 5 * 366 * DAY;
const ROWS_AT_ONCE = 1_000;
/** Deletes of one run: fifty thousand rows of a kind every ten minutes. */
const ROUNDS = 50;

/** Deletes what has been kept long enough, a little at a time so that others get their turn. Answers how many rows went. */
export async function purge({ retention }: Pick<Ports, 'retention'>, now: number): Promise<number> {
  const before = {
    reservations: now - RESERVATIONS_KEPT,
    audit: now - AUDIT_KEPT,
    tokens: now,
    throttles: now - THROTTLES_KEPT,
  };
  let gone = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const some = await retention.purge(before, ROWS_AT_ONCE);
    gone += some;
    if (some < ROWS_AT_ONCE) break;
  }
  return gone;
}
