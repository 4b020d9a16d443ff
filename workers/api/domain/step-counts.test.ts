import { describe, expect, it } from 'vitest';
import { StepCounts, type Counted } from './step-counts.ts';

const HOUR_BEGAN = 1_800_000_000;
const claim = (milliseconds: number, outcome: Counted['outcome'] = 'ok'): Counted => ({
  step: 'claim',
  outcome,
  milliseconds,
});

describe('counts of steps', () => {
  it('are by hour, step, outcome and bucket', () => {
    const counts = new StepCounts();
    for (const ms of [0, 49, 50, 12_799, 12_800]) counts.count(claim(ms), HOUR_BEGAN + 3_599);
    counts.count(claim(0, 'no-reservation'), HOUR_BEGAN + 1);
    counts.count(claim(0), HOUR_BEGAN + 3_600);
    expect(
      counts
        .take(HOUR_BEGAN + 3_600)
        .map((one) => [one.hour - HOUR_BEGAN, one.outcome, one.under, one.count]),
    ).toEqual([
      [0, 'ok', 50, 2],
      [0, 'ok', 100, 1],
      [0, 'ok', 12_800, 1],
      [0, 'ok', 0, 1],
      [0, 'no-reservation', 50, 1],
      [3_600, 'ok', 50, 1],
    ]);
  });

  it('are taken out once, and once a minute', () => {
    const counts = new StepCounts();
    counts.count(claim(0), HOUR_BEGAN);
    expect(counts.take(HOUR_BEGAN)).toHaveLength(1);
    expect(counts.take(HOUR_BEGAN + 60)).toEqual([]);
    counts.count(claim(0), HOUR_BEGAN);
    expect(counts.take(HOUR_BEGAN + 59)).toEqual([]);
    expect(counts.take(HOUR_BEGAN + 60)).toHaveLength(1);
    counts.count(claim(0), HOUR_BEGAN);
    expect(counts.take(HOUR_BEGAN + 61, true)).toHaveLength(1);
  });

  it('take no more room for a thousand calls than for one', () => {
    const counts = new StepCounts();
    for (let call = 0; call < 1_000; call++) counts.count(claim(0), HOUR_BEGAN);
    expect(counts.take(HOUR_BEGAN)).toEqual([
      { hour: HOUR_BEGAN, step: 'claim', outcome: 'ok', under: 50, count: 1_000 },
    ]);
  });
});
