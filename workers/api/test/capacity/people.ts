import type { Chance } from '../random.ts';
import { inForm } from './calls.ts';

/**
 * What people and machines are taken to do. None of it was observed: a service that runs knows better (its `step_counts`).
 * Shares and means; milliseconds where nothing else is said.
 */
export const ASSUMED = {
  /** Looks at a face that end without a reservation, for each that ends with one; and for whose pictures were no use. */
  failedTries: 1.5,
  unusable: 2 / 3,
  /** Looks at the reservation: with the receipt left open, and at the kiosk. */
  idlePolls: 2,
  kioskPolls: 4,
  renewed: 0.2,
  aborted: 0.05,
  recovered: 0.01,
  /** Calls whose answer is lost on the way, and asked again after a pause. */
  lost: 0.01,
  kiosks: 55_000,
  /** Seconds between two heartbeats of an idle kiosk, and the share of beats that write the row. */
  beat: 900,
  noted: 1 / 2,
  /** From an answer to the next call, on average. Shorter than any person: it changes when calls come, not how many. */
  pause: 1_000,
  /** People who come in crowds: every ten seconds as many in one instant as one second brings. */
  crowd: 0.1,
  crowdEvery: 10_000,
  /** How long a client waits before it asks again, and how often it asks in all. */
  patience: 15_000,
  attempts: 3,
} as const;

const UNUSABLE = 'reserve, unusable pictures';
const MISMATCH = 'reserve, no match';
const POLL = 'getReservation';

/** A count of mean `mean`, geometrically distributed. */
function geometric(chance: Chance, mean: number): number {
  let count = 0;
  while (chance.is(mean / (1 + mean))) count++;
  return count;
}

/** The calls of one person's STEP 1, in order. */
export function stepOne(chance: Chance): string[] {
  const { failedTries, unusable, idlePolls } = ASSUMED;
  const failures = Array.from({ length: geometric(chance, failedTries) }, () =>
    chance.is(unusable) ? UNUSABLE : MISMATCH,
  );
  return [
    'openSession',
    'presentCard',
    ...failures.flatMap((failure) => [failure, 'challengeLiveness']),
    failures.includes(MISMATCH) ? inForm('reserve', 'after a failed try') : 'reserve',
    ...Array.from({ length: idlePolls }, () => POLL),
  ];
}

/** The calls of one STEP 2, in order: the kiosk's, and those of the phone beside it. */
export function stepTwo(chance: Chance): string[] {
  const { kioskPolls, renewed, aborted, recovered } = ASSUMED;
  const polls = Array.from({ length: kioskPolls }, () => POLL);
  const begun = ['openRedemption', 'claim', ...(chance.is(renewed) ? ['renew'] : []), ...polls];
  if (chance.is(aborted)) return [...begun, 'abort'];
  return [...begun, 'authorise', chance.is(recovered) ? 'recover' : 'complete'];
}

/** One beat of one kiosk. */
export const beat = (chance: Chance): string =>
  chance.is(ASSUMED.noted) ? inForm('heartbeat', 'the first') : 'heartbeat';

/** Who asks once more for what was answered already. */
export const repeated = (call: string): string => inForm(call, 'the same again');

/** How often one STEP 1 and one STEP 2 make each call, on average, lost answers and all: by arithmetic. */
export function meanCalls(): [call: string, times: number][] {
  const { failedTries, unusable, idlePolls, kioskPolls, renewed, aborted, recovered, lost } = ASSUMED;
  const more = failedTries / (1 + failedTries);
  const mismatch = 1 - unusable;
  // All failures were of the other kind: the sum over k of (1 - more) · (more · unusable)^k.
  const spotless = (1 - more) / (1 - more * unusable);
  const calls: [string, number][] = [
    ['openSession', 1],
    ['presentCard', 1],
    [UNUSABLE, failedTries * unusable],
    [MISMATCH, failedTries * mismatch],
    ['challengeLiveness', failedTries],
    ['reserve', spotless],
    [inForm('reserve', 'after a failed try'), 1 - spotless],
    [POLL, idlePolls + kioskPolls],
    ['openRedemption', 1],
    ['claim', 1],
    ['renew', renewed],
    ['abort', aborted],
    ['authorise', 1 - aborted],
    ['recover', (1 - aborted) * recovered],
    ['complete', (1 - aborted) * (1 - recovered)],
  ];
  return [...calls, ...calls.map(([call, times]): [string, number] => [repeated(call), times * lost])];
}

/** So many heartbeats, by the form in which they are made. */
export const beatsBy = (beats: number): [call: string, times: number][] => [
  [inForm('heartbeat', 'the first'), beats * ASSUMED.noted],
  ['heartbeat', beats * (1 - ASSUMED.noted)],
];

/** Heartbeats a second, of all kiosks. */
export const BEATS = ASSUMED.kiosks / ASSUMED.beat;
