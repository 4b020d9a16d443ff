import { describe, expect, it } from 'vitest';
import { chargeTry, TRIES_IN_ALL, triesLeft, UNTRIED, type Throttle } from './throttle-policy.ts';

const NOW = 1_800_000_000;
const charge = (throttle: Throttle, now = NOW): Throttle => {
  const result = chargeTry(throttle, now);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

describe('face tries', () => {
  it('are five without a pause, then 30 s and doubling', () => {
    let throttle: Throttle = UNTRIED;
    const pauses: number[] = [];
    let now = NOW;
    for (let n = 0; n < 8; n++) {
      throttle = charge(throttle, now);
      pauses.push(Math.max(0, throttle.blockedUntil - now));
      now = Math.max(now, throttle.blockedUntil);
    }
    expect(pauses).toEqual([0, 0, 0, 0, 30, 60, 120, 240]);
  });
  it('are refused during a pause with the seconds left, and allowed at its end', () => {
    const paused = { failures: 5, blockedUntil: NOW + 30 };
    expect(chargeTry(paused, NOW + 1)).toMatchObject({
      ok: false,
      failure: { code: 'face-attempts-paused', retryAfter: 29 },
    });
    expect(chargeTry(paused, NOW + 30).ok).toBe(true);
  });
  it('end for good after fifty', () => {
    const worn = { failures: TRIES_IN_ALL, blockedUntil: 0 };
    expect(chargeTry(worn, NOW + 1e6)).toMatchObject({
      ok: false,
      failure: { code: 'face-attempts-exhausted' },
    });
  });
  it('are told truthfully', () => {
    expect([0, 1, 4, 5, 20].map((failures) => triesLeft({ failures, blockedUntil: 0 }))).toEqual([
      5, 4, 1, 1, 1,
    ]);
  });
});
