import { describe, expect, it } from 'vitest';
import { chooseFace, rivalOf } from './choose.ts';
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

  it('prefers the central face to a larger one at the edge, and knows its rival', () => {
    const [central, large] = [face(80, 80, 40), face(0, 0, 60)];
    expect(chooseFace([large, central], picture)).toBe(central);
    expect(rivalOf(central, [large, central])).toBeCloseTo(2.25, 6);
    expect(rivalOf(central, [central])).toBe(0);
    expect(chooseFace([], picture)).toBeNull();
  });
});
