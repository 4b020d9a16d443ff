import { describe, expect, it } from 'vitest';
import { calendarAt } from './calendar.ts';
import { openingAt, type Maintenance, type OpeningRules } from './opening-hours.ts';

const jst = (text: string) => Date.parse(`${text}+09:00`) / 1_000;
const rules: OpeningRules = {
  kioskOpensAt: 390,
  kioskClosesAt: 1_380,
  closedDays: ['12-31', '01-01'],
  maintenance: [],
};
const closure = (from: string, until: string, facts: Partial<Maintenance> = {}): Maintenance => ({
  from: jst(from),
  until: jst(until),
  scope: 'both',
  cuts: false,
  reason: 'maintenance',
  note: null,
  ...facts,
});

describe('the calendar ahead', () => {
  const now = jst('2026-12-20T10:00:00');

  it('tells the hours and fourteen whole days', () => {
    expect(calendarAt(now, { ...rules, closedDays: [] })).toEqual({
      kioskHours: { opensAt: 390, closesAt: 1_380 },
      until: jst('2027-01-04T00:00:00'),
      closed: [],
    });
  });

  it('does not move within a day', () => {
    expect(calendarAt(now + 3_600, rules)).toEqual(calendarAt(now, rules));
  });

  it('holds closed days that follow one another as one stretch of the kiosks', () => {
    const closed = { scope: 'kiosk', reason: 'closed-day', note: null };
    expect(calendarAt(now, rules).closed).toEqual([
      { from: jst('2026-12-31T00:00:00'), until: jst('2027-01-02T00:00:00'), ...closed },
    ]);
  });

  it('holds what is planned, in order, with reason and note', () => {
    const note = { ja: '停電のため', en: 'no electricity' };
    const maintenance = [
      closure('2026-12-25T01:00:00', '2026-12-25T02:00:00', { scope: 'phone', note }),
      closure('2026-12-20T09:00:00', '2026-12-20T11:00:00', { reason: 'emergency' }),
      closure('2027-01-04T00:00:00', '2027-01-04T01:00:00'),
    ];
    const { closed } = calendarAt(now, { ...rules, maintenance });
    expect(closed.map(({ from, reason }) => [from, reason])).toEqual([
      [jst('2026-12-20T09:00:00'), 'emergency'],
      [jst('2026-12-25T01:00:00'), 'maintenance'],
      [jst('2026-12-31T00:00:00'), 'closed-day'],
    ]);
    expect(closed[1]).toMatchObject({ scope: 'phone', note });
  });
});

it('a step closed for two reasons names the emergency', () => {
  const now = jst('2026-12-31T10:00:00');
  const both = [
    closure('2026-12-31T09:00:00', '2026-12-31T12:00:00'),
    closure('2026-12-31T09:30:00', '2026-12-31T11:00:00', { reason: 'emergency' }),
  ];
  const reasonWith = (maintenance: Maintenance[]) =>
    openingAt('kiosk', now, { ...rules, maintenance }).reason;
  expect([reasonWith(both), reasonWith([both[0]!]), reasonWith([])]).toEqual([
    'emergency',
    'maintenance',
    'closed-day',
  ]);
});
