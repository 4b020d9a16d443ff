import { describe, expect, it } from 'vitest';
import { growthOf, TOLERANCE } from './memory.ts';

const grows = (series: number[]) => growthOf(series) > TOLERANCE;
const run = (held: (sample: number) => number) => Array.from({ length: 20 }, (_, n) => held(n + 1));

describe('the verdict on a series of samples', () => {
  it('lets caches fill up, and measuring differ', () => {
    expect(grows(run((n) => 10 - 2 / n + (n % 2) / 10))).toBe(false);
  });

  it.each([
    ['a hundred bytes in each of 100,000 requests', 100],
    ['twenty', 20],
  ])('finds %s', (_, bytes) => {
    expect(grows(run((n) => 9 + (n * 5_000 * bytes) / 2 ** 20))).toBe(true);
  });

  it('is not given on a run too short for one', () => {
    expect(growthOf([1, 1, 1, 1])).toBe(0);
    expect(() => growthOf([1, 1, 1])).toThrow(RangeError);
  });
});
