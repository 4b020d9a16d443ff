import { RETENTION } from '#schema/contract/retention.ts';
import type { Ports } from '../ports/index.ts';

/** How long rows are kept after they ended or happened, seconds. */
export const RESERVATIONS_KEPT = RETENTION.reservations.seconds;
export const AUDIT_KEPT = RETENTION.auditEvents.seconds;
export const ROWS_AT_ONCE = 1_000;
/** Deletes of one run: fifty thousand rows of a kind every ten minutes. */
export const ROUNDS = 50;

/** Deletes what has been kept long enough, a little at a time so that others get their turn. Answers how many rows went. */
export async function purge(
  { retention, segments }: Pick<Ports, 'retention' | 'segments'>,
  now: number,
): Promise<number> {
  const before = {
    reservations: now - RESERVATIONS_KEPT,
    audit: now - AUDIT_KEPT,
    tokens: now,
    throttles: now - RETENTION.throttles.seconds,
    steps: now - RETENTION.stepCounts.seconds,
  };
  let gone = await segments.purge(now - RETENTION.auditSegments.seconds, ROWS_AT_ONCE);
  for (let round = 0; round < ROUNDS; round++) {
    const some = await retention.purge(before, ROWS_AT_ONCE);
    gone += some;
    if (some < ROWS_AT_ONCE) break;
  }
  return gone;
}
