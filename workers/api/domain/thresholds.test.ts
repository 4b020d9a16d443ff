import { describe, expect, it } from 'vitest';
import type { ThresholdName } from '#schema/contract/thresholds.ts';
import { lookedAtSince, thresholdsAt } from './thresholds.ts';

const HOUR = 1_800_000_000;
const NOW = HOUR + 900;
type Row = [step: string, outcome: string, under: number, count: number, hour?: number];
const at = (name: ThresholdName, ...rows: Row[]) => {
  const counts = rows.map(([step, outcome, under, count, hour = HOUR]) => ({
    step,
    outcome,
    under,
    count,
    hour,
  }));
  const { asked, bad, crossed } = thresholdsAt(counts, NOW).find((one) => one.name === name)!;
  return [bad, asked, crossed];
};

describe('claims', () => {
  it('may be slow one in twenty times: that is their p95', () => {
    expect(at('claim-slow', ['claim', 'ok', 800, 95], ['claim', 'ok', 1_600, 5])).toEqual([5, 100, false]);
    expect(
      at('claim-slow', ['claim', 'ok', 50, 94], ['claim', 'ok', 1_600, 4], ['claim', 'ok', 0, 2]),
    ).toEqual([6, 100, true]);
  });
  it('that were refused, and other calls, say nothing of it', () => {
    expect(at('claim-slow', ['claim', 'no-reservation', 0, 50], ['reserve', 'ok', 0, 50])).toEqual([
      0,
      0,
      false,
    ]);
  });
});

describe('STEP 2', () => {
  it.each<[string, boolean]>([
    ['internal', true],
    ['revocation-unavailable', true],
    ['kiosk-closed', false],
    ['service-paused', false],
    ['no-reservation', false],
    ['rate-limited', false],
  ])('with %s many times is an alarm: %s', (code, crossed) => {
    expect(at('step2-faults', ['authorise', code, 50, 3], ['claim', 'ok', 50, 97])[2]).toBe(crossed);
  });
  it('is not counted in questions for a nonce, nor in STEP 1', () => {
    expect(
      at('step2-faults', ['claim', 'dpop-nonce-required', 50, 9], ['reserve', 'internal', 50, 9]),
    ).toEqual([0, 0, false]);
  });
});

describe('the matcher', () => {
  it('is away when pictures meet none', () => {
    expect(
      at('matcher-away', ['reserve', 'matcher-unavailable', 0, 3], ['presentCard', 'ok', 50, 97]),
    ).toEqual([3, 100, true]);
    expect(
      at('matcher-away', ['reserve', 'matcher-unavailable', 0, 3], ['presentCard', 'ok', 50, 297])[2],
    ).toBe(false);
  });
  it('was not asked where something else was refused first', () => {
    expect(at('matcher-away', ['reserve', 'token-refused', 50, 9])).toEqual([0, 0, false]);
  });
});

describe('an hour', () => {
  it('that has just begun is taken with the one before, and no older one', () => {
    const row = (hour: number): Row => ['claim', 'ok', 0, 4, hour];
    expect(at('claim-slow', row(HOUR), row(HOUR - 3_600), row(HOUR - 7_200))).toEqual([8, 8, true]);
    expect(lookedAtSince(NOW)).toBe(HOUR - 3_600);
  });
  it('that says enough is well again by itself', () => {
    expect(at('claim-slow', ['claim', 'ok', 50, 20], ['claim', 'ok', 0, 99, HOUR - 3_600])).toEqual([
      0,
      20,
      false,
    ]);
  });
  it('with two bad ones is no alarm, however few were asked', () => {
    expect(at('claim-slow', ['claim', 'ok', 0, 2])).toEqual([2, 2, false]);
  });
});
