import type { PoseStep } from '#schema/contract/face.ts';
import { movementOf, type Moment } from './movement.ts';

export interface TimedMoment extends Moment {
  /** Milliseconds since the presentation began. */
  capturedAt: number;
  /** The face looks straight ahead and the picture is good. */
  good: boolean;
}

/** Milliseconds. Nobody turns the head faster than `least`, and a challenge is over after `longest`. */
const TIMING = { least: 150, longest: 120_000 } as const;

/**
 * Whether a presentation shows the movements asked for, in that order and no others, beginning with a look straight
 * ahead, at times that a person and a camera can keep.
 */
export function followedSequence(moments: readonly TimedMoment[], steps: readonly PoseStep[]): boolean {
  const start = moments.find(({ good }) => good);
  if (!start || steps.length === 0 || !arePlausible(moments.map(({ capturedAt }) => capturedAt)))
    return false;
  if (movementOf(moments[0]!, start) !== 'straight') return false;
  const seen = movementsOf(moments, start);
  return seen.length === steps.length && seen.every(({ step }, index) => step === steps[index]);
}

/** Several frames of one movement count once; looking straight ahead in between does not. */
function movementsOf(moments: readonly TimedMoment[], start: TimedMoment): { step: PoseStep; at: number }[] {
  const seen: { step: PoseStep; at: number }[] = [];
  for (const [at, moment] of moments.entries()) {
    const step = movementOf(moment, start);
    if (step && step !== 'straight' && step !== seen.at(-1)?.step) seen.push({ step, at });
  }
  return seen;
}

/**
 * The frames that a presentation stands on: the first good look straight ahead, and the first of each movement. What the
 * others show is no part of the answer.
 */
export function framesThatCount(moments: readonly TimedMoment[]): number[] {
  const start = moments.findIndex(({ good }) => good);
  return start < 0 ? [] : [start, ...movementsOf(moments, moments[start]!).map(({ at }) => at)];
}

function arePlausible(times: readonly number[]): boolean {
  if (!times.every((time) => Number.isFinite(time) && time >= 0 && time <= TIMING.longest)) return false;
  return times.slice(1).every((time, index) => time - times[index]! >= TIMING.least);
}
