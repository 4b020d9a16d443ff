import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import { readBirthDate, readExpiryYear, todayInJapan, type Printing } from './printed.ts';

const TODAY = '20261125';
const birth = (printing: Printing, digits: string) => readBirthDate(printing, ascii(digits), TODAY);

describe('a birth date', () => {
  it('is six digits as printed, whatever the era', () => {
    expect(birth('era', '580315')).toEqual({ digits: '580315', unknown: false });
    expect(birth('era', '020401')).toEqual({ digits: '020401', unknown: false });
    expect(birth('era', '640107')).toEqual({ digits: '640107', unknown: false });
  });

  it('is eight digits where it is printed in Western years', () => {
    expect(birth('western', '19900401')).toEqual({ digits: '19900401', unknown: false });
    expect(birth('western', '20261126')).toEqual({ fault: 'in-future' });
    expect(birth('western', '1799')).toEqual({ fault: 'no-such-date' });
    expect(birth('western', '19900229')).toEqual({ fault: 'no-such-date' });
  });

  it('may have a month or a day that nobody knows', () => {
    expect(birth('era', '200300')).toEqual({ digits: '200300', unknown: true });
    expect(birth('western', '19500000')).toEqual({ digits: '19500000', unknown: true });
    expect(birth('western', '19500600')).toEqual({ digits: '19500600', unknown: true });
    expect(birth('western', '19501300')).toEqual({ fault: 'no-such-date' });
  });

  it('is refused as soon as its digits cannot become a date', () => {
    for (const digits of ['65', '00', '582', '5813', '58034', '580230'])
      expect(birth('era', digits)).toEqual({ fault: 'no-such-date' });
    expect(birth('era', '58031')).toEqual({ incomplete: true });
    expect(birth('era', '')).toEqual({ incomplete: true });
  });

  it('is refused, or what was typed, whatever it is', () => {
    const typed = fc.tuple(fc.constantFrom<Printing>('era', 'western'), fc.stringMatching(/^\d{8}$/));
    fc.assert(
      fc.property(typed, ([printing, digits]) => {
        const all = digits.slice(printing === 'era' ? 2 : 0);
        const verdict = birth(printing, all);
        expect('incomplete' in verdict).toBe(false);
        expect('digits' in verdict ? verdict.digits : all).toBe(all);
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
