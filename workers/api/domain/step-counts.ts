import type { EndpointName } from '#schema/contract/endpoints.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';

/** Upper ends of the buckets, in milliseconds; 0 stands for whatever took longer. */
const BUCKETS = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800];
const HOUR = 3_600;
/** Seconds between two writes of one isolate. */
export const FLUSH_EVERY = 60;

/** The beginning of the hour that holds an instant. */
export const hourOf = (now: number): number => now - (now % HOUR);

/** One call that was answered. */
export interface Counted {
  step: EndpointName;
  outcome: 'ok' | ProblemCode;
  milliseconds: number;
}

/** How often a call ended so, and within so many milliseconds, in the hour that began at `hour`. */
export interface StepCount {
  hour: number;
  step: string;
  outcome: string;
  under: number;
  count: number;
}

/** Counts of one isolate until they are written. It grows with the kinds of answers, not with their number. */
export class StepCounts {
  readonly #counts = new Map<string, StepCount>();
  #takenAt = 0;

  count({ step, outcome, milliseconds }: Counted, now: number): void {
    const hour = hourOf(now);
    const under = BUCKETS.find((end) => milliseconds < end) ?? 0;
    const key = `${hour} ${step} ${outcome} ${under}`;
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else this.#counts.set(key, { hour, step, outcome, under, count: 1 });
  }

  /** Takes all of it out; nothing within a minute of the last time, unless `all`. */
  take(now: number, all = false): StepCount[] {
    if (this.#counts.size === 0 || (!all && now < this.#takenAt + FLUSH_EVERY)) return [];
    this.#takenAt = now;
    const taken = [...this.#counts.values()];
    this.#counts.clear();
    return taken;
  }
}
