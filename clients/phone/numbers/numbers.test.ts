import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import { CALENDARS, digitGroups, readBirthDate, readExpiryYear, todayInJapan } from './printed.ts';

const TODAY = '20261125';
const birth = (calendar: (typeof CALENDARS)[number], digits: string) =>
  readBirthDate(calendar, ascii(digits), TODAY);

describe('a birth date', () => {
  it('is read in its era', () => {
    expect(birth('showa', '580315')).toEqual({ date: '19830315' });
    expect(birth('heisei', '020401')).toEqual({ date: '19900401' });
    expect(birth('reiwa', '010501')).toEqual({ date: '20190501' });
    expect(birth('taisho', '150101')).toEqual({ date: '19260101' });
    expect(birth('western', '19900401')).toEqual({ date: '19900401' });
  });

  it('keeps to the days on which eras changed', () => {
    expect(birth('showa', '640107')).toEqual({ date: '19890107' });
    expect(birth('showa', '640108')).toEqual({ fault: 'not-in-era' });
    expect(birth('heisei', '010107')).toEqual({ fault: 'not-in-era' });
    expect(birth('heisei', '310430')).toEqual({ date: '20190430' });
    expect(birth('heisei', '310501')).toEqual({ fault: 'not-in-era' });
    expect(birth('showa', '000101')).toEqual({ fault: 'not-in-era' });
  });

  it('is refused as soon as its digits cannot become a date', () => {
    expect(birth('showa', '582')).toEqual({ fault: 'no-such-date' });
    expect(birth('showa', '5813')).toEqual({ fault: 'no-such-date' });
    expect(birth('showa', '58034')).toEqual({ fault: 'no-such-date' });
    expect(birth('showa', '580230')).toEqual({ fault: 'no-such-date' });
    expect(birth('heisei', '010229')).toEqual({ fault: 'no-such-date' });
    expect(birth('reiwa', '090101')).toEqual({ fault: 'in-future' });
    expect(birth('showa', '58031')).toEqual({ incomplete: true });
    expect(birth('showa', '')).toEqual({ incomplete: true });
  });

  it('is never a date that does not exist, whatever is typed', () => {
    const typed = fc.tuple(fc.constantFrom(...CALENDARS), fc.stringMatching(/^\d{0,8}$/));
    fc.assert(
      fc.property(typed, ([calendar, digits]) => {
        const length = digitGroups(calendar).reduce((sum, group) => sum + group, 0);
        const verdict = birth(calendar, digits.slice(0, length));
        if (!('date' in verdict)) return;
        const { date } = verdict;
        const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
        expect(new Date(iso).toISOString().slice(0, 10)).toBe(iso);
        expect(date <= TODAY).toBe(true);
      }),
    );
  });

  it('is checked against the day in Japan', () => {
    expect(todayInJapan(1_795_614_000)).toBe('20261125');
    expect(todayInJapan(1_795_619_000)).toBe('20261126');
  });
});

describe('an expiry year', () => {
  const year = (digits: string) => readExpiryYear(ascii(digits), TODAY);

  it('is this year or one of the next eleven', () => {
    expect(year('2026')).toEqual({ year: '2026' });
    expect(year('2037')).toEqual({ year: '2037' });
    expect(year('2025')).toEqual({ fault: 'expired' });
    expect(year('2038')).toEqual({ fault: 'no-such-year' });
  });

  it('is refused with its first digit', () => {
    expect(year('3')).toEqual({ fault: 'no-such-year' });
    expect(year('21')).toEqual({ fault: 'no-such-year' });
    expect(year('203')).toEqual({ incomplete: true });
  });
});
