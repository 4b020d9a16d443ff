import { describe, expect, it } from 'vitest';
import { squareToImage } from '../geometry.ts';
import { upsideDown, type Raster } from './raster.ts';
import { encode, sample } from './sample.ts';

/** Every pixel's value is a plane through the picture, so any fair way of sampling gives that plane's value. */
function slope(width: number, height: number, channels: 1 | 3 | 4): Raster {
  const data = new Uint8Array(width * height * channels);
  for (let at = 0; at < width * height; at++)
    data.fill((at % width) + 2 * Math.floor(at / width), at * channels, (at + 1) * channels);
  return { width, height, channels, data };
}

describe('sampling', () => {
  it.each([1, 3, 4] as const)(
    'keeps the values of a slope with %i channels, smaller or turned',
    (channels) => {
      const picture = slope(64, 60, channels);
      for (const [side, angle] of [
        [16, 0],
        [16, 0.5],
        [40, 0],
        [40, 0.3],
      ] as const) {
        const map = squareToImage(8, [31.5, 29.5], side, angle);
        const { planes } = sample(picture, map, 8);
        for (const [x, y] of [
          [1, 1],
          [5, 2],
          [6, 6],
        ] as const) {
          const expected = map[0] * x + map[1] * y + map[2] + 2 * (map[3] * x + map[4] * y + map[5]);
          for (const plane of [0, 1, 2])
            expect(Math.abs(planes[plane * 64 + y * 8 + x]! - expected)).toBeLessThan(1.2);
        }
      }
    },
  );

  it('is black outside the picture', () => {
    const picture = { ...slope(10, 10, 3), data: new Uint8Array(300).fill(200) };
    const { planes } = sample(picture, squareToImage(10, [0, 4.5], 10), 10);
    expect(planes[45]).toBe(200);
    expect(planes[41]).toBe(0);
    expect([...sample(picture, squareToImage(4, [-15, -15], 10), 4).planes]).toEqual(
      Array.from({ length: 48 }, () => 0),
    );
  });

  it('puts planes in the order a model wants', () => {
    const chip = () => ({ size: 1, planes: Float32Array.of(10, 20, 30) });
    expect([...encode(chip(), { order: 'bgr', mean: [0, 0, 0], scale: 10 })]).toEqual([3, 2, 1]);
    expect([...encode(chip(), { order: 'rgb', mean: [10, 10, 10], scale: 10 })]).toEqual([0, 1, 2]);
  });

  it('turns a picture upside down', () => {
    expect([
      ...upsideDown({ width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }).data,
    ]).toEqual([4, 5, 6, 1, 2, 3]);
  });
});
