import { describe, expect, it } from 'vitest';
import { chooseFace, hasRival } from './choose.ts';
import type { Detection } from './detect.ts';
import { mergeOverlapping } from './merge.ts';

const face = (left: number, top: number, side: number, score = 0.9): Detection => ({
  score,
  box: [left, top, left + side, top + side],
  keypoints: [[left, top]],
});
const picture = { width: 200, height: 200, channels: 1 as const, data: new Uint8Array(0) };

describe('faces', () => {
  it('merges boxes of one face by their scores and keeps others apart', () => {
    const merged = mergeOverlapping([face(10, 10, 40, 0.6), face(14, 10, 40, 0.9), face(120, 120, 30, 0.7)]);
    expect(merged.map(({ score }) => score)).toEqual([0.9, 0.7]);
    expect(merged[0]!.box[0]).toBeCloseTo((10 * 0.6 + 14 * 0.9) / 1.5, 6);
  });

  it('prefers the central face to a larger one at the edge', () => {
    const [central, large] = [face(80, 80, 40), face(0, 0, 60)];
    expect(chooseFace([large, central], picture)).toBe(central);
    expect(chooseFace([], picture)).toBeNull();
  });

  it('knows a rival: as large and as central, not a small face and not one at the edge', () => {
    const limits = { area: 0.5, farther: 0.5 };
    const rivalled = (...others: Detection[]) => {
      const chosen = face(60, 80, 40);
      return hasRival(chosen, [chosen, ...others], picture, limits);
    };
    expect(rivalled(face(102, 80, 38))).toBe(true);
    expect(rivalled(face(102, 80, 20))).toBe(false);
    expect(rivalled(face(150, 150, 45))).toBe(false);
    expect(rivalled()).toBe(false);
  });
});
