import { describe, expect, it } from 'vitest';
import { apply, invert, similarity, squareToImage, type Point } from './geometry.ts';

const rounded = (point: Point): number[] => point.map((value) => Math.round(value * 1e6) / 1e6 + 0);

describe('geometry', () => {
  it('finds the similarity that moved the points', () => {
    const [angle, scale] = [0.4, 2.5];
    const moved = (point: Point): Point => [
      scale * (Math.cos(angle) * point[0] - Math.sin(angle) * point[1]) + 7,
      scale * (Math.sin(angle) * point[0] + Math.cos(angle) * point[1]) - 3,
    ];
    const from: Point[] = [
      [1, 2],
      [30, 4],
      [18, 25],
      [5, 40],
    ];
    const found = similarity(from, from.map(moved));
    for (const point of from) expect(rounded(apply(found, point))).toEqual(rounded(moved(point)));
    expect(rounded(apply(invert(found), apply(found, [11, 13])))).toEqual(rounded([11, 13]));
  });

  it('maps a square onto the picture by pixel centres', () => {
    const map = squareToImage(4, [9.5, 9.5], 20);
    expect(rounded(apply(map, [1.5, 1.5]))).toEqual(rounded([9.5, 9.5]));
    expect(rounded(apply(map, [0, 0]))).toEqual(rounded([2, 2]));
    expect(rounded(apply(squareToImage(4, [10, 10], 20, Math.PI / 2), [3.5, 1.5]))).toEqual(
      rounded([10, 20]),
    );
  });
});
