import { describe, expect, it } from 'vitest';
import { fusedTrials, personOf, type Pair } from './pairs.ts';
import { bootstrapByPerson, equalErrorRate, seeded, shareFrom, thresholdAt, wilson } from './statistics.ts';

const scores = Float32Array.from({ length: 1000 }, (_, at) => at / 1000);

describe('error rates', () => {
  it('finds the lowest threshold that keeps the false match rate', () => {
    for (const fmr of [0, 0.001, 0.01, 0.1]) {
      const threshold = thresholdAt(scores, fmr);
      expect(shareFrom(scores, threshold)).toBeLessThanOrEqual(fmr);
      expect(shareFrom(scores, threshold - 0.0012)).toBeGreaterThan(fmr);
    }
  });

  it('finds where both errors are equal', () => {
    const genuine = scores.map((score) => score + 0.6);
    expect(equalErrorRate(genuine, scores)).toBeCloseTo(0.2, 2);
    expect(equalErrorRate(scores, scores)).toBeCloseTo(0.5, 2);
  });

  it('knows known intervals', () => {
    const { low, high } = wilson(5, 100);
    expect(low).toBeCloseTo(0.0215, 3);
    expect(high).toBeCloseTo(0.1118, 3);
    const people = Array.from({ length: 200 }, (_, at) => [at % 10 === 0, false]);
    const share = bootstrapByPerson(people);
    expect(share.value).toBeCloseTo(0.05, 6);
    expect(share.low).toBeGreaterThan(0.02);
    expect(share.high).toBeLessThan(0.09);
    expect(bootstrapByPerson(people)).toEqual(share);
  });

  it('says of few people of whom none failed that a quarter of others may', () => {
    const { value, high } = bootstrapByPerson(Array.from({ length: 11 }, () => [false, false, false]));
    expect(value).toBe(0);
    expect(high).toBeGreaterThan(0.24);
    expect(high).toBeLessThan(0.35);
  });

  it('draws the same numbers from the same seed, spread over 0 to 1', () => {
    const draw = seeded(7);
    const drawn = Array.from({ length: 10_000 }, draw);
    expect(drawn.slice(0, 3)).toEqual(Array.from({ length: 3 }, seeded(7)));
    expect(drawn.reduce((sum, value) => sum + value, 0) / 10_000).toBeCloseTo(0.5, 1);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
  });
});

describe('trials', () => {
  it('fuses lines of one reference and one person', () => {
    const pair = (reference: string, probe: string, same: boolean): Pair => ({ reference, probe, same });
    const trials = fusedTrials([
      pair('r/a_1.jp2', 'p/a_2.jpg', true),
      pair('r/a_1.jp2', 'p/b_1.jpg', false),
      pair('r/a_1.jp2', 'p/a_3.jpg', true),
      pair('r/b_2.jp2', 'p/a_3.jpg', false),
    ]);
    expect(trials.map(({ probes }) => probes.length)).toEqual([2, 1, 1]);
    expect(personOf('probe/p0001_0002.jpg')).toBe('p0001');
    expect(personOf('alice.jpg')).toBe('alice');
  });
});
