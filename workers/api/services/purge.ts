import { toBase64url } from '#schema/contract/bytes.ts';
import { RETENTION } from '#schema/contract/retention.ts';
import type { OrderedKind, Ports, SweepKey, SweptKind } from '../ports/index.ts';
import { shedTrail } from './shed-trail.ts';

/** How long rows are kept after they ended or happened, seconds. */
export const RESERVATIONS_KEPT = RETENTION.reservations.seconds;
export const AUDIT_KEPT = RETENTION.auditEvents.seconds;
export const ROWS_AT_ONCE = 2_000;
/** As many as a bucket lists at once. */
const SEGMENTS_AT_ONCE = 1_000;
/** Deletes of one run: a quarter of a million rows of a kind every ten minutes. */
export const ROUNDS = 125;
/** Stretches of counts of tries that one run looks through, of five years' certificates. */
export const STRETCHES = 25;

const ORDERED: readonly OrderedKind[] = [
  'redemptions',
  'auditEvents',
  'spentProofs',
  'seenTokens',
  'enrolmentCodes',
  'stepCounts',
];

/** Milliseconds between two deletes of a run, for whoever else asks of D1: the longest run is over before the next begins. */
export const REST = 700;

type Purging = Pick<Ports, 'retention' | 'audit' | 'segments' | 'random' | 'rest'>;
type Deleting = Pick<Ports, 'retention' | 'rest'>;

/** Deletes what has been kept long enough, a little at a time so that others get their turn. Answers how many rows went. */
export async function purge(ports: Purging, now: number): Promise<number> {
  const { segments, random } = ports;
  const before = (kind: OrderedKind | SweptKind) => now - RETENTION[kind].seconds;
  let gone = await segments.purge(now - RETENTION.auditSegments.seconds, SEGMENTS_AT_ONCE);
  gone += await shedTrail(ports, now);
  for (const kind of ORDERED) gone += await purgeOrdered(ports, kind, before(kind));
  gone += await sweep(ports, 'reservations', 0, before('reservations'), ROUNDS);
  // Cards lie in the order of keyed hashes. Where there are too many for one run, chance sees to it that each has its turn.
  for (const kind of ['throttles', 'livenessChallenges'] as const)
    gone += await sweep(ports, kind, toBase64url(random.bytes(6)), before(kind), STRETCHES);
  return gone;
}

async function purgeOrdered({ retention, rest }: Deleting, kind: OrderedKind, before: number) {
  let gone = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const some = await retention.purge(kind, before, ROWS_AT_ONCE);
    gone += some;
    if (some < ROWS_AT_ONCE) break;
    await rest(REST);
  }
  return gone;
}

/** Looks through a table once, or `rounds` stretches of it; behind its end it goes on at its beginning. */
async function sweep(
  { retention, rest }: Deleting,
  kind: SweptKind,
  start: SweepKey,
  before: number,
  rounds: number,
) {
  let [gone, after, again] = [0, start, start !== 0];
  for (let round = 0; round < rounds; round++) {
    const some = await retention.sweep(kind, after, before, ROWS_AT_ONCE);
    gone += some.gone;
    if (some.next === null && !again) break;
    if (some.next === null) [after, again] = ['', false];
    else after = some.next;
    if (!again && start !== 0 && after > start) break;
    if (some.next !== null) await rest(REST);
  }
  return gone;
}
