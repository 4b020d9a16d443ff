import { describe, expect, it } from 'vitest';
import { kiosk, NOW, playTo, type Input } from '../test/play.ts';
import { nextOpening, nextOpeningOf, noteOf } from './hours.ts';

// NOW is 25 November 2026, 15:20 in Japan.
const at = (day: number, hour: number, minute = 0) =>
  NOW + (day * 24 + hour - 15) * 3_600 + (minute - 20) * 60;
const hours = { opensAt: 390, closesAt: 1_380 };
const stretch = (from: number, until: number, scope: 'kiosk' | 'phone' | 'both' = 'both') =>
  ({ from, until, scope, reason: 'maintenance', note: null }) as const;
const calendar = (...closed: ReturnType<typeof stretch>[]) => ({
  kioskHours: hours,
  until: at(14, 0),
  closed,
});

describe('the next opening', () => {
  it.each([
    ['by day is now', calendar(), at(0, 15), at(0, 15)],
    ['by night is in the morning', calendar(), at(0, 23), at(1, 6, 30)],
    ['before dawn is the same morning', calendar(), at(0, 3), at(0, 6, 30)],
    ['in a closure is its end', calendar(stretch(at(0, 14), at(0, 17))), at(0, 15), at(0, 17)],
    [
      'after a closed day is the morning after',
      calendar(stretch(at(1, 0), at(2, 0))),
      at(0, 23),
      at(2, 6, 30),
    ],
    [
      'is not kept by what closes phones',
      calendar(stretch(at(0, 14), at(0, 17), 'phone')),
      at(0, 15),
      at(0, 15),
    ],
    ['beyond the calendar is nobody to say', calendar(stretch(at(0, 0), at(20, 0))), at(0, 15), null],
  ])('%s', (_what, days, from, expected) => {
    expect(nextOpening(days, from)).toBe(expected);
  });

  it('is told when closing time has passed and the service was not asked since', () => {
    const until = at(0, 23);
    const heard: Input = {
      type: 'heard',
      kiosk: { ...kiosk, opening: { open: true, until, reason: null }, calendar: calendar() },
      askAt: NOW + 10 ** 6,
    };
    const play = playTo('menu').put(heard);
    play.now = until;
    play.put({ type: 'tick' });
    expect(play.state.phase).toEqual({ name: 'out-of-service', why: 'closed' });
    expect(nextOpeningOf(play.state)).toBe(at(1, 6, 30));
  });
});

describe('what ends soon', () => {
  const closing = (left: number, reserved: number) => {
    const play = playTo('password');
    const opening = { open: true, until: NOW + left, reason: null } as const;
    play.put({ type: 'heard', kiosk: { ...kiosk, opening }, askAt: NOW + 10 ** 6 });
    play.state.visit!.claim!.expiresAt = NOW + reserved;
    return noteOf(play.state);
  };
  it('is said from ten minutes before, the nearest first', () => {
    expect(closing(601, 5_000)).toBeNull();
    expect(closing(600, 5_000)).toEqual({ what: 'closing', at: NOW + 600 });
    expect(closing(600, 300)).toEqual({ what: 'expiring', at: NOW + 300 });
    expect(closing(5_000, 300)).toEqual({ what: 'expiring', at: NOW + 300 });
  });
  it('does not end a visit that has claimed', () => {
    const play = playTo('password');
    const opening = { open: true, until: NOW + 10, reason: null } as const;
    play.put({ type: 'heard', kiosk: { ...kiosk, opening }, askAt: NOW + 10 ** 6 });
    expect(play.wait(60).phase).toBe('password');
  });
});
