import { describe, expect, it } from 'vitest';
import { calendarOf, reminderIn } from './calendar.ts';
import { shortCode } from './codes.ts';
import { isHurry, usableLeft } from './hurry.ts';
import { momentsOf } from './reminders.ts';

const ID = '5f0c9a3e-7d21-4b68-9c4e-2a1b0c9d8e7f';
const NOW = 1_795_614_000;
const windows = [
  { from: NOW, until: NOW + 1_200 },
  { from: NOW + 28_200, until: NOW + 86_400 },
];
const words = {
  title: 'キオスク端末で署名用パスワードを設定（マイナンバーカード持参）',
  note: '持ち物, カード; だけ',
};

describe('the calendar file', () => {
  const lines = calendarOf(ID, windows, words, NOW).split('\r\n');

  it('has an entry for each window, in universal time, and reminds in the longest', () => {
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(lines).toContain('DTSTART:20261125T134000Z');
    expect(lines).toContain('DTEND:20261126T134000Z');
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1);
    expect(lines.indexOf('BEGIN:VALARM')).toBeGreaterThan(lines.indexOf('DTSTART:20261125T213000Z'));
  });

  it('keeps to the format: short lines, nothing cut, escaped text', () => {
    const bytes = (line: string) => new TextEncoder().encode(line).length;
    expect(Math.max(...lines.map(bytes))).toBeLessThanOrEqual(75);
    const unfolded = lines.join('\r\n').replaceAll('\r\n ', '');
    expect(unfolded).toContain(`SUMMARY:${words.title}`);
    expect(unfolded).toContain('DESCRIPTION:持ち物\\, カード\\; だけ');
    expect(lines.at(-1)).toBe('');
  });
});

describe('the number for people', () => {
  it('is the beginning of the id, without letters that look like digits', () => {
    expect(shortCode(ID)).toBe('BW69-MFKX');
    expect(shortCode('00000000-0000-4000-8000-000000000000')).toBe('0000-0000');
    expect(shortCode('ffffffff-ffff-4fff-8fff-ffffffffffff')).toBe('ZZZZ-ZZZZ');
  });
});

describe('the time that a kiosk takes it', () => {
  it('is counted in open windows alone', () => {
    expect(usableLeft(windows, NOW)).toBe(1_200 + 58_200);
    expect(usableLeft(windows, NOW + 600)).toBe(600 + 58_200);
    expect(usableLeft(windows, NOW + 1_200)).toBe(58_200);
    expect(usableLeft(windows, NOW + 86_400)).toBe(0);
  });

  it('hurries a person when a kiosk is open and half an hour is left in all', () => {
    const [tonight, tomorrow] = windows as [(typeof windows)[0], (typeof windows)[0]];
    expect(isHurry([tonight], NOW)).toBe(true);
    expect(isHurry([tonight], NOW + 1_199)).toBe(true);
    expect(isHurry(windows, NOW)).toBe(false);
    expect(isHurry([tomorrow], tomorrow.until - 1_801)).toBe(false);
    expect(isHurry([tomorrow], tomorrow.until - 1_800)).toBe(true);
    // Ten minutes tonight and a quarter of an hour tomorrow; not yet, or no more.
    const short = { from: tomorrow.from, until: tomorrow.from + 900 };
    expect(isHurry([tonight, short], NOW + 600)).toBe(true);
    expect(isHurry([short], NOW)).toBe(false);
    expect(isHurry([tonight], NOW + 1_200)).toBe(false);
    expect(isHurry([], NOW)).toBe(false);
  });
});

describe('a reminder', () => {
  const at = (clock: string) => Date.parse(`2026-11-25T${clock}:00+09:00`) / 1_000;
  const reminded = (from: string, until: string, now = at('00:00')) => {
    const moment = reminderIn({ from: at(from), until: at(until) }, now);
    return moment === null ? null : new Date(moment * 1_000 + 9 * 3_600_000).toISOString().slice(11, 16);
  };

  it('comes two hours before a window ends, inside it, and never at night', () => {
    expect(reminded('06:30', '15:00')).toBe('13:00');
    expect(reminded('06:30', '23:00')).toBe('21:00');
    expect(reminded('06:30', '06:45')).toBeNull();
    expect(reminded('06:30', '07:30')).toBe('07:00');
    expect(reminded('22:40', '23:00')).toBeNull();
    expect(reminded('06:30', '23:00', at('22:00'))).toBeNull();
  });
});

describe('moments to be reminded at', () => {
  const hour = 3_600;
  /** 26 November 2026, 6:30 in Japan. */
  const morning = NOW + 28_200;
  const clock = (at: number) => new Date((at + 9 * hour) * 1_000).toISOString().slice(8, 16);
  const told = (...of: Parameters<typeof momentsOf>) =>
    momentsOf(...of).map(({ of: what, at, until }) => `${what} ${clock(at)} until ${clock(until)}`);

  it('are by day: when kiosks open, and two hours before the end', () => {
    expect(told(windows, NOW)).toEqual(['open 26T07:00 until 26T22:40', 'left 26T20:40 until 26T22:40']);
  });
  it('are not past, and not before the person could go', () => {
    expect(told(windows, morning + hour)).toEqual(['left 26T20:40 until 26T22:40']);
    expect(told(windows, morning + 15 * hour)).toEqual([]);
    expect(told([], NOW)).toEqual([]);
  });
  it('are one where both are the same', () => {
    const short = [{ from: morning, until: morning + hour }];
    expect(told(short, NOW)).toEqual(['open 26T07:00 until 26T07:30']);
  });
});
