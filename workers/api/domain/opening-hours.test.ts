import { describe, expect, it } from 'vitest';
import { openingAt, openWindows, type OpeningRules } from './opening-hours.ts';

const rules: OpeningRules = {
  kioskOpensAt: 390,
  kioskClosesAt: 1_380,
  closedDays: ['12-31', '01-01'],
  maintenance: [],
};
const jst = (text: string) => Date.parse(`${text}+09:00`) / 1_000;

describe('the kiosk', () => {
  it('opens at 06:30:00 and closes at 23:00:00 Japan time, to the second', () => {
    const open = (time: string) => openingAt('kiosk', jst(`2026-11-24T${time}`), rules).open;
    expect([open('06:29:59'), open('06:30:00'), open('22:59:59'), open('23:00:00')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  it('says when it opens next, over closed days too', () => {
    expect(openingAt('kiosk', jst('2026-12-30T23:30:00'), rules)).toEqual({
      open: false,
      until: jst('2027-01-02T06:30:00'),
      reason: 'hours',
    });
    expect(openingAt('kiosk', jst('2026-12-31T12:00:00'), rules).reason).toBe('closed-day');
  });
});

describe('usable windows', () => {
  it('of a reservation made at 23:10 begin the next morning', () => {
    const from = jst('2026-11-24T23:10:00');
    expect(openWindows('kiosk', { from, until: from + 86_400 }, rules)).toEqual([
      { from: jst('2026-11-25T06:30:00'), until: jst('2026-11-25T23:00:00') },
    ]);
  });
  it('of one made at 14:00 are today until closing and tomorrow until its end', () => {
    const from = jst('2026-11-24T14:00:00');
    expect(openWindows('kiosk', { from, until: from + 86_400 }, rules)).toEqual([
      { from, until: jst('2026-11-24T23:00:00') },
      { from: jst('2026-11-25T06:30:00'), until: jst('2026-11-25T14:00:00') },
    ]);
  });
});

describe('maintenance', () => {
  const maintained: OpeningRules = {
    ...rules,
    maintenance: [
      {
        from: jst('2026-11-24T10:00:00'),
        until: jst('2026-11-24T11:00:00'),
        scope: 'both',
        cuts: false,
        reason: 'maintenance',
        note: null,
      },
    ],
  };
  it('cuts a window in two', () => {
    const span = { from: jst('2026-11-24T06:30:00'), until: jst('2026-11-24T23:00:00') };
    expect(openWindows('kiosk', span, maintained).map(({ until }) => until)).toEqual([
      jst('2026-11-24T10:00:00'),
      jst('2026-11-24T23:00:00'),
    ]);
  });
  it('closes the phone too, which is open otherwise', () => {
    expect(openingAt('phone', jst('2026-11-24T03:00:00'), rules)).toEqual({
      open: true,
      until: null,
      reason: null,
    });
    expect(openingAt('phone', jst('2026-11-24T10:30:00'), maintained)).toEqual({
      open: false,
      until: jst('2026-11-24T11:00:00'),
      reason: 'maintenance',
    });
  });
});
