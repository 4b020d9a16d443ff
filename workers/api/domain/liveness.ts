import { POSE_STEPS, type PoseStep } from '#schema/contract/face.ts';

/** Head movements in one challenge. */
export const STEP_COUNT = 3;

/**
 * A sequence of head movements in which no movement follows itself.
 * @param draws `STEP_COUNT` random bytes; the bias of byte mod 5 or mod 4 is below 1.6 % and does not matter here.
 */
export function chooseSteps(draws: Uint8Array): PoseStep[] {
  const steps: PoseStep[] = [];
  for (const draw of draws.subarray(0, STEP_COUNT)) {
    const others = POSE_STEPS.filter((step) => step !== steps.at(-1));
    steps.push(others[draw % others.length]!);
  }
  return steps;
}
