import { TRAIL_TAIL } from '#schema/contract/retention.ts';
import type { Ports } from '../ports/index.ts';

/** Milliseconds between two deletes. */
const REST = 700;
/** Rows of one delete. */
const ROWS_AT_ONCE = 2_000;
/** Segments of one run: more than the sealer makes. */
const SEGMENTS = 150;

/**
 * Deletes events that were sealed long ago from the database, segment by segment, once that is seen to be kept outside of it.
 * Answers how many went.
 */
export async function shedTrail(
  { audit, segments, rest }: Pick<Ports, 'audit' | 'segments' | 'rest'>,
  now: number,
): Promise<number> {
  let gone = 0;
  for (let done = 0; done < SEGMENTS; done++) {
    const oldest = await audit.oldest();
    if (!oldest || oldest.head.sealedAt >= now - TRAIL_TAIL) break;
    if (!(await segments.holds(oldest.from, oldest.head))) break;
    gone += await shed({ audit, rest }, oldest.head.seq);
  }
  return gone;
}

async function shed({ audit, rest }: Pick<Ports, 'audit' | 'rest'>, seq: number): Promise<number> {
  let [gone, some] = [0, ROWS_AT_ONCE];
  while (some === ROWS_AT_ONCE) {
    some = await audit.shed(seq, ROWS_AT_ONCE);
    gone += some;
    if (some > 0) await rest(REST);
  }
  return gone;
}
