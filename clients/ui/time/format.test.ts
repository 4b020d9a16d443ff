import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#clients/words/languages.ts';
import { phoneWords } from '#clients/words/test/spoken.ts';
import {
  formatClock,
  formatDate,
  formatDateInFull,
  formatDay,
  formatDuration,
  formatWindow,
} from './format.ts';

const en = phoneWords('en').shared;
const ja = phoneWords('ja').shared;
const at = (iso: string) => Date.parse(iso) / 1000;

describe('time in Japan, wherever the device is', () => {
  it.each(LANGUAGES)('writes the clock as the signs do, in %s', (language) => {
    expect(formatClock(at('2026-11-24T21:30:00Z'), language)).toBe('6:30');
    expect(formatClock(at('2026-11-25T23:00:00+09:00'), language)).toBe('23:00');
    expect(formatClock(at('2026-11-25T00:05:00+09:00'), language)).toBe('0:05');
  });

  it('writes the date of Japan', () => {
    const newYear = at('2026-12-31T15:00:00Z');
    expect(formatDate(newYear, 'ja')).toBe('1月1日(金)');
    expect(formatDate(newYear - 1, 'ja')).toBe('12月31日(木)');
    expect(formatDate(newYear, 'en')).toBe('Fri 1 January');
    expect(formatDateInFull(newYear, 'ja')).toBe('2027年1月1日(金)');
    expect(formatDateInFull(newYear - 1, 'en')).toBe('Thu, 31 December 2026');
  });

  it('changes the day at midnight in Japan', () => {
    const midnight = at('2026-11-25T00:00:00+09:00');
    const day = (instant: number, now: number) => formatDay(instant, now, 'en', en.time);
    expect(day(midnight, midnight - 1)).toBe('tomorrow');
    expect(day(midnight, midnight)).toBe('today');
    expect(day(midnight - 1, midnight)).toBe('Tue 24 November');
    expect(day(midnight + 2 * 86_400, midnight)).toBe('Fri 27 November');
  });
});

describe('a window in which a kiosk can be used', () => {
  const window = { from: at('2026-11-25T06:30:00+09:00'), until: at('2026-11-25T23:00:00+09:00') };

  it('has an end once it has begun, and both before', () => {
    expect(formatWindow(window, window.from, 'ja', ja.time)).toBe('今日 23:00 まで');
    expect(formatWindow(window, window.from - 60, 'ja', ja.time)).toBe('今日 6:30〜23:00');
    expect(formatWindow(window, window.from - 86_400, 'en', en.time)).toBe('tomorrow 6:30–23:00');
  });

  it('says the day of its end when that is another one', () => {
    const overnight = { ...window, until: at('2026-11-26T02:00:00+09:00') };
    expect(formatWindow(overnight, window.from, 'en', en.time)).toBe('tomorrow until 2:00');
  });
});

describe('a duration', () => {
  it.each([
    [86_400, '24時間 0分'],
    [83_100.2, '23時間 5分'],
    [3600, '1時間 0分'],
    [3599.5, '1時間 0分'],
    [250, '4分 10秒'],
    [60, '1分 0秒'],
    [0.2, '1秒'],
    [0, '0秒'],
    [-5, '0秒'],
  ])('of %d s', (seconds, text) => {
    expect(formatDuration(seconds, ja.time)).toBe(text);
  });
  it('knows one from many', () => {
    expect(formatDuration(3660, en.time)).toBe('1 hour 1 minute');
    expect(formatDuration(1, en.time)).toBe('1 second');
  });
});
