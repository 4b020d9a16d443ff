import { describe, expect, it } from 'vitest';
import { beside, Waits } from './beside.ts';

describe('calls beside a bare one', () => {
  it('are told as ratios alone', () => {
    const calls = [
      ['claim', 30],
      ['complete', 10],
    ] as const;
    expect(beside(5, calls)).toEqual([
      'claim: 6.0 bare calls',
      'complete: 2.0 bare calls',
      "the rate of these 2 calls beside the bare route's: 0.250",
    ]);
  });
  it('are known by the middle one', () => {
    const waits = new Waits();
    for (const ms of [9, 1, 4]) waits.note('claim', ms);
    expect(waits.medians()).toEqual([['claim', 4]]);
  });
});
