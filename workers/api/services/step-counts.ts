import type { Ports } from '../ports/index.ts';

/** Writes what this isolate has counted, if a minute has passed, or at once with `all`. Never throws: what cannot be written is lost. */
export async function flushSteps(
  { steps, stepCounts, log }: Pick<Ports, 'steps' | 'stepCounts' | 'log'>,
  now: number,
  all = false,
): Promise<void> {
  const counts = steps.take(now, all);
  if (counts.length === 0) return;
  // Whether a write that failed was made is not known: to repeat it could count twice.
  await stepCounts
    .add(counts)
    .catch(() => log({ at: now, stepsLost: counts.reduce((sum, { count }) => sum + count, 0) }));
}
