import {
  FUNNEL,
  TENS,
  type Counted,
  type FunnelCall,
  type FunnelStep,
  type ServiceDay,
} from '#schema/contract/service-day.ts';
import { DAY, midnightBefore } from './opening-hours.ts';
import { hourOf, type StepCount } from './step-counts.ts';

const HOUR = 3_600;
/** Refusals that are named of each step. */
const NAMED = 3;
/** The first call of every client is answered so, and it asks again at once: nobody is refused anything by it. */
const NO_REFUSAL = 'dpop-nonce-required';
/** What is found of a face that was judged. */
const JUDGED = new Set(['ok', 'face-not-live', 'face-no-match']);

/** The first hour that is shown: yesterday's in Japan, which is never later than 24 hours ago. */
export const shownSince = (now: number): number => midnightBefore(now) - DAY;

/** Hours and funnels of what was counted since `shownSince`. People only in tens. */
export function dayOf(
  counts: readonly StepCount[],
  atKiosk: number,
  now: number,
): Pick<ServiceDay, 'atKiosk' | 'hours' | 'together' | 'today' | 'yesterday'> {
  const hours = Array.from({ length: 25 }, (_, index) => hourOf(now) - DAY + index * HOUR);
  const today = midnightBefore(now);
  const between = (from: number, until: number) => counts.filter(({ hour }) => hour >= from && hour < until);
  return {
    atKiosk: inTens(atKiosk),
    hours: hours.map((hour) => ({ hour, ...countedIn(between(hour, hour + HOUR)) })),
    together: countedIn(between(hours[0]!, Infinity)),
    today: funnelOf(between(today, Infinity)),
    yesterday: funnelOf(between(today - DAY, today)),
  };
}

/** Rounded down: what is left of a difference between two of them is about ten people at least, or nobody knows how many. */
const inTens = (count: number): number => count - (count % TENS);

const sumOf = (counts: readonly StepCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

function countedIn(counts: readonly StepCount[]): Counted {
  const of = (call: string) => counts.filter(({ step }) => step === call);
  const done = (call: string) => sumOf(of(call).filter(({ outcome }) => outcome === 'ok'));
  const judged = sumOf(of('reserve').filter(({ outcome }) => JUDGED.has(outcome)));
  return {
    reserved: inTens(done('reserve')),
    begun: inTens(done('claim')),
    completed: inTens(done('complete')),
    facePassed: judged < TENS ? null : Math.round((100 * done('reserve')) / judged),
    claimUnder: underIn(of('claim').filter(({ outcome }) => outcome === 'ok')),
    heartbeats: done('heartbeat'),
  };
}

/** The end of the bucket that holds the 95th of a hundred; 0 for the last one, which has none. */
function underIn(counts: readonly StepCount[]): number | null {
  const all = sumOf(counts);
  if (all < TENS) return null;
  const inOrder = counts.toSorted((a, b) => (a.under || Infinity) - (b.under || Infinity));
  let left = Math.ceil(all * 0.95);
  for (const { under, count } of inOrder) {
    left -= count;
    if (left <= 0) return under;
  }
  return 0;
}

const funnelOf = (counts: readonly StepCount[]): FunnelStep[] =>
  FUNNEL.map((call: FunnelCall) => {
    const byOutcome = new Map<string, number>();
    for (const { step, outcome, count } of counts)
      if (step === call) byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + count);
    const refused = [...byOutcome]
      .filter(([code, count]) => code !== 'ok' && code !== NO_REFUSAL && count >= TENS)
      .toSorted(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
      .slice(0, NAMED)
      .map(([code, count]) => ({ code, count: inTens(count) }));
    return { call, done: inTens(byOutcome.get('ok') ?? 0), refused };
  });
