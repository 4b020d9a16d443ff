import { describe, expect, it } from 'vitest';
import { walkAtRandom } from './walk-at-random.ts';

const WALKS = 3_000;

describe('STEP 1 with machine, drawer and clock together', () => {
  it('enters no screen whose needs are gone, and reaches an end from wherever it came', async () => {
    const deadEnds = [];
    for (let seed = 1; seed <= WALKS; seed += 1) {
      const deadEnd = await walkAtRandom(seed);
      if (deadEnd) deadEnds.push(deadEnd);
    }
    expect(deadEnds).toEqual([]);
  }, 30_000);
});
