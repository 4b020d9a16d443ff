import { describe, expect, it } from 'vitest';
import type { OpeningRules } from './opening-hours.ts';
import { heardSince } from './silence.ts';

const rules: OpeningRules = {
  kioskOpensAt: 390,
  kioskClosesAt: 1_380,
  closedDays: ['01-01'],
  maintenance: [],
};
const at = (text: string) => Date.parse(`${text}+09:00`) / 1_000;

describe('a kiosk ought to have been heard', () => {
  it.each([
    ['within 50 minutes, by day', '2026-12-01T12:00', '2026-12-01T11:10'],
    ['before closing, by night', '2026-12-02T03:00', '2026-12-01T22:10'],
    ['since yesterday evening, half an hour after opening', '2026-12-02T07:00', '2026-12-01T22:40'],
    ['since the day before a closed one', '2027-01-02T06:30', '2026-12-31T22:10'],
  ])('%s', (_, now, since) => {
    expect(heardSince(at(now), rules)).toBe(at(since));
  });
  it('within a fortnight where nothing was open', () => {
    const now = at('2026-12-20T12:00');
    const closed = {
      from: 0,
      until: now,
      scope: 'both',
      cuts: false,
      reason: 'maintenance',
      note: null,
    } as const;
    expect(heardSince(now, { ...rules, maintenance: [closed] })).toBe(now - 14 * 86_400);
  });
});
