import { describe, expect, it } from 'vitest';
import type { PoseStep, Presentation } from '#schema/contract/face.ts';
import { examinePresentation, type Eyes, type Witness } from './examine.ts';

const steps: PoseStep[] = ['left', 'up', 'left'];
/** Yaw and pitch of a head that does these, and looks ahead again. */
const POSES = [
  [0, 0],
  [25, 0],
  [0, 15],
  [25, 0],
  [0, 0],
] as const;
const frames = POSES.map((_, at) => ({ image: Uint8Array.of(at), capturedAt: 900 * at }));
const presentation: Presentation = { reference: Float32Array.of(1, 0), frames, steps };
const model = { profile: 'none', digest: '' };

/** Shows `person` in each frame, as a direction of their embedding in degrees. */
function eyes(people: readonly number[]): Eyes & { embedded: number } {
  const seen = {
    samePerson: 0.9,
    embedded: 0,
    async look({ image }: { image: Uint8Array }): Promise<Witness> {
      const [yaw, pitch] = POSES[image[0]!]!;
      const facts = { reasons: [], pose: { yaw, pitch, roll: 0 }, eyeSpan: 0.2 };
      return { facts, chip: { size: 1, planes: Float32Array.of(people[image[0]!]!) }, patch: null };
    },
    async embed({ planes }: { planes: Float32Array }) {
      seen.embedded += 1;
      const turn = (planes[0]! * Math.PI) / 180;
      return { embedding: Float32Array.of(Math.cos(turn), Math.sin(turn)), weight: 1 };
    },
  };
  return seen;
}

describe('a presentation that follows its sequence', () => {
  it('shows one person, though turned heads look a little different', async () => {
    const { liveness } = await examinePresentation(presentation, model, eyes([0, 20, 10, 20, 0]));
    expect(liveness).toEqual({ followed: true, samePerson: true });
  });

  it('is no one person’s if any movement shows somebody else', async () => {
    for (const at of [1, 2, 3]) {
      const people = [0, 0, 0, 0, 0].with(at, 80);
      const { liveness } = await examinePresentation(presentation, model, eyes(people));
      expect(liveness).toEqual({ followed: true, samePerson: false });
    }
  });

  it('stands on the frames that count: who else is in the last one is not asked', async () => {
    const one = eyes([0, 0, 0, 0, 80]);
    const { liveness, score } = await examinePresentation(presentation, model, one);
    expect(liveness.samePerson).toBe(true);
    expect(score).toBeCloseTo(1, 6);
    expect(one.embedded).toBe(4);
  });
});
