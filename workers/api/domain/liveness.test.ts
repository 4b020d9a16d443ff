import { describe, expect, it } from 'vitest';
import { POSE_STEPS } from '#schema/contract/face.ts';
import { chooseSteps, STEP_COUNT } from './liveness.ts';

describe('a sequence of head movements', () => {
  it('has its length, and no movement twice in a row, whatever is drawn', () => {
    for (let draw = 0; draw < 256; draw++) {
      const steps = chooseSteps(Uint8Array.of(draw, (draw * 7) & 0xff, (draw * 31) & 0xff));
      expect(steps).toHaveLength(STEP_COUNT);
      for (const [index, step] of steps.entries()) expect(steps[index + 1]).not.toBe(step);
    }
  });
  it('can be any of the eighty there are', () => {
    const all = new Set<string>();
    for (let first = 0; first < 5; first++)
      for (let second = 0; second < 4; second++)
        for (let third = 0; third < 4; third++)
          all.add(chooseSteps(Uint8Array.of(first, second, third)).join());
    expect(all.size).toBe(POSE_STEPS.length * 16);
  });
});
