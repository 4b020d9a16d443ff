import { POSE_STEPS, type PoseStep } from '#schema/contract/face.ts';
import { seeded } from '#wasm/calibration/statistics.ts';

/** The same sequences in every run, drawn as the server draws them. */
export function chooseChallenges(count: number, seed: number): PoseStep[][] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const steps: PoseStep[] = [];
    while (steps.length < 3) {
      const step = POSE_STEPS[Math.floor(random() * POSE_STEPS.length)]!;
      if (step !== steps.at(-1)) steps.push(step);
    }
    return steps;
  });
}

export const rotated = <T>(list: readonly T[], by: number): T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];
