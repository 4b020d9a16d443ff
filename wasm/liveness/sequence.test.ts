import { describe, expect, it } from 'vitest';
import type { PoseStep } from '#schema/contract/face.ts';
import { followedSequence, framesThatCount, type TimedMoment } from './sequence.ts';

const POSES: Record<PoseStep | 'straight', [yaw: number, pitch: number, eyeSpan: number]> = {
  straight: [2, -3, 0.2],
  left: [24, -3, 0.18],
  right: [-20, -5, 0.18],
  up: [1, 12, 0.2],
  down: [3, -18, 0.2],
  nearer: [1, -2, 0.27],
};

function presentation(...poses: (PoseStep | 'straight')[]): TimedMoment[] {
  return poses.map((pose, index) => {
    const [yaw, pitch, eyeSpan] = POSES[pose];
    return { pose: { yaw, pitch, roll: 0 }, eyeSpan, capturedAt: 800 * index, good: pose === 'straight' };
  });
}

describe('a head that follows a challenge', () => {
  it('may rest in between, may be seen twice, and may move from its own straight', () => {
    const steps: PoseStep[] = ['left', 'up', 'right'];
    expect(followedSequence(presentation('straight', 'left', 'up', 'right', 'straight'), steps)).toBe(true);
    expect(followedSequence(presentation('straight', 'left', 'left', 'straight', 'up', 'right'), steps)).toBe(
      true,
    );
    const tilted = presentation('straight', 'left', 'up', 'right').map((moment) => ({
      ...moment,
      pose: { ...moment.pose, yaw: moment.pose.yaw + 8, pitch: moment.pose.pitch - 10 },
    }));
    expect(followedSequence(tilted, steps)).toBe(true);
    expect(
      followedSequence(presentation('straight', 'nearer', 'down', 'nearer'), ['nearer', 'down', 'nearer']),
    ).toBe(true);
  });

  it('stands on its first look ahead and on the first frame of each movement', () => {
    const moments = presentation('straight', 'left', 'left', 'straight', 'up', 'right', 'straight');
    expect(framesThatCount(moments)).toEqual([0, 1, 4, 5]);
    expect(framesThatCount([])).toEqual([]);
  });

  it.each([
    ['another order', presentation('straight', 'up', 'left', 'right')],
    ['a movement missing', presentation('straight', 'left', 'up')],
    ['a movement too many', presentation('straight', 'left', 'up', 'down', 'right')],
    ['no straight beginning', presentation('left', 'straight', 'up', 'right')],
    ['no good picture', presentation('straight', 'left', 'up', 'right').map((m) => ({ ...m, good: false }))],
    ['a still head', presentation('straight', 'straight', 'straight', 'straight')],
    ['nothing', []],
  ])('is refused with %s', (_, moments) => {
    expect(followedSequence(moments, ['left', 'up', 'right'])).toBe(false);
  });

  it.each([
    ['backwards', [0, 900, 800, 1700]],
    ['all at once', [0, 1, 2, 3]],
    ['before it began', [-1, 900, 1800, 2700]],
    ['no number', [0, Number.NaN, 1800, 2700]],
    ['far too late', [0, 900, 1800, 300_000]],
  ])('is refused when time runs %s', (_, times) => {
    const moments = presentation('straight', 'left', 'up', 'right').map((m, k) => ({
      ...m,
      capturedAt: times[k]!,
    }));
    expect(followedSequence(moments, ['left', 'up', 'right'])).toBe(false);
  });
});
