import type { PoseStep } from '#schema/contract/face.ts';
import { seeded } from '#wasm/calibration/statistics.ts';
import { challengeAt, type HeldChallenge } from '#workers/api/domain/challenge-policy.ts';
import { chooseSteps, STEP_COUNT } from '#workers/api/domain/face-policy.ts';

/** Seconds for which an attacker who has the card asks for sequences, again and again. */
export const PATIENCE = 86_400;

/** How often somebody with a card may ask until the sequence is that of a recording; null: not within a day. */
export function asksUntil(recorded: readonly PoseStep[], seed: number): number | null {
  const random = seeded(seed);
  let held: HeldChallenge | null = null;
  let now = 0;
  for (let asks = 1; now <= PATIENCE; asks++) {
    const draws = Uint8Array.from({ length: STEP_COUNT }, () => Math.floor(256 * random()));
    const answer = challengeAt(held, { id: `${asks}`, steps: chooseSteps(draws) }, now);
    if (!answer.ok) {
      now += answer.failure.retryAfter ?? 1;
      asks -= 1;
      continue;
    }
    held = answer.value;
    if (recorded.every((step, at) => step === held!.steps[at])) return asks;
    now = held.answerBy;
  }
  return null;
}
