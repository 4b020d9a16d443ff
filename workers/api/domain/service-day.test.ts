import { describe, expect, it } from 'vitest';
import { dayOf, shownSince } from './service-day.ts';
import type { StepCount } from './step-counts.ts';

const HOUR = 3_600;
/** 10:30 in Japan, on a day that began at `MIDNIGHT`. */
const MIDNIGHT = Date.parse('2026-11-25T00:00:00+09:00') / 1_000;
const NOW = MIDNIGHT + 10.5 * HOUR;

const count = (hour: number, step: string, count: number, outcome = 'ok', under = 0): StepCount => ({
  hour: MIDNIGHT + hour * HOUR,
  step,
  outcome,
  under,
  count,
});
const day = (...counts: StepCount[]) => dayOf(counts, 0, NOW);

describe('the day that the console shows', () => {
  it('begins with yesterday in Japan, and has 24 hours and the one under way', () => {
    expect(shownSince(NOW)).toBe(MIDNIGHT - 24 * HOUR);
    const { hours } = day();
    expect([hours[0]!.hour, hours.at(-1)!.hour, hours.length]).toEqual([
      MIDNIGHT - 14 * HOUR,
      MIDNIGHT + 10 * HOUR,
      25,
    ]);
  });

  it('counts people in tens, and kiosks one by one', () => {
    const { hours, together, atKiosk } = dayOf(
      [count(9, 'reserve', 19), count(9, 'claim', 9), count(10, 'complete', 20), count(10, 'heartbeat', 7)],
      29,
      NOW,
    );
    expect(atKiosk).toBe(20);
    expect(hours.at(-2)).toMatchObject({ reserved: 10, begun: 0, completed: 0, heartbeats: 0 });
    expect(together).toMatchObject({ reserved: 10, begun: 0, completed: 20, heartbeats: 7 });
  });

  it('says how many faces of a hundred passed, but not of fewer than ten, and no blurred one among them', () => {
    const faces = [count(9, 'reserve', 8), count(9, 'reserve', 90, 'face-unusable')];
    expect(day(...faces).together.facePassed).toBeNull();
    expect(day(...faces, count(9, 'reserve', 2, 'face-no-match')).together.facePassed).toBe(80);
  });

  it('says within what time 95 of a hundred claims were answered', () => {
    const quick = count(9, 'claim', 95, 'ok', 100);
    expect(day(quick, count(9, 'claim', 5, 'ok', 3_200)).together.claimUnder).toBe(100);
    expect(day(quick, count(9, 'claim', 6, 'ok', 3_200)).together.claimUnder).toBe(3_200);
    expect(day(quick, count(9, 'claim', 6, 'ok', 0)).together.claimUnder).toBe(0);
    expect(day(count(9, 'claim', 9, 'ok', 100)).together.claimUnder).toBeNull();
  });

  it('names the three most frequent refusals of each step, and none of fewer than ten', () => {
    const { today, yesterday } = day(
      count(-1, 'reserve', 40),
      count(0, 'reserve', 31),
      count(0, 'reserve', 12, 'face-no-match'),
      count(10, 'reserve', 12, 'face-no-match'),
      count(0, 'reserve', 90, 'dpop-nonce-required'),
      count(0, 'reserve', 9, 'internal'),
      count(0, 'reserve', 20, 'face-unusable'),
      count(0, 'reserve', 20, 'conflict'),
      count(0, 'reserve', 19, 'face-not-live'),
    );
    expect(today.map(({ call }) => call)).toEqual([
      'openSession',
      'presentCard',
      'reserve',
      'openRedemption',
      'claim',
      'authorise',
      'complete',
    ]);
    expect(today[2]).toEqual({
      call: 'reserve',
      done: 30,
      refused: [
        { code: 'face-no-match', count: 20 },
        { code: 'conflict', count: 20 },
        { code: 'face-unusable', count: 20 },
      ],
    });
    expect(yesterday[2]).toEqual({ call: 'reserve', done: 40, refused: [] });
  });
});
