import { isBirthDate } from '#clients/card/applets/matching-number.ts';

/** In which years a birth date is printed: those of an era, or Western ones on cards of foreign nationals. */
export type Printing = 'era' | 'western';

/** How many digits are typed for year, month and day. */
export const digitGroups = (printing: Printing): readonly number[] =>
  printing === 'western' ? [4, 2, 2] : [2, 2, 2];

export type DateFault = 'no-such-date' | 'in-future';
/** `unknown`: month or day are typed as `00`, which is right only where it is printed so. */
export type DateVerdict = { digits: string; unknown: boolean } | { fault: DateFault } | { incomplete: true };

/** The era with the most years, Showa, had 64. */
const LONGEST_ERA = 64;
const FIRST_YEAR = 1868;

/**
 * A birth date as typed, checked as far as its digits go. Which era it is in is not asked: the number that opens the photo
 * has no place for it. A month or day of `00` is taken too: it is not known of everybody.
 * @param digits ASCII digits of year, month and day. @param today YYYYMMDD in Japan.
 * @returns the digits, six or eight.
 */
export function readBirthDate(printing: Printing, digits: Uint8Array, today: string): DateVerdict {
  const text = String.fromCharCode(...digits);
  const [year, month, day] = split(text, digitGroups(printing));
  if (impossible(month, 12) || impossible(day, daysOf(month))) return { fault: 'no-such-date' };
  if (!mayBeYear(printing, year)) return { fault: 'no-such-date' };
  if (day === undefined || day.length < 2) return { incomplete: true };
  const typed = { digits: text, unknown: month === '00' || day === '00' };
  if (printing === 'era') return typed;
  if (!isBirthDate(text)) return { fault: 'no-such-date' };
  return text > today ? { fault: 'in-future' } : typed;
}

function split(text: string, groups: readonly number[]): string[] {
  let at = 0;
  return groups.map((length) => text.slice(at, (at += length))).filter((part) => part !== '');
}

/** Can two digits, or the first of them, not be a number up to `most`? */
function impossible(part: string | undefined, most: number): boolean {
  if (part === undefined) return false;
  return part.length === 1 ? Number(part) > Math.floor(most / 10) : Number(part) > most;
}

/** Days that a month has in a leap year: of six digits nobody can tell which year it was. */
const daysOf = (month: string | undefined): number =>
  month === undefined || Number(month) === 0 ? 31 : new Date(Date.UTC(2_000, Number(month), 0)).getUTCDate();

function mayBeYear(printing: Printing, year: string | undefined): boolean {
  if (year === undefined || year.length < digitGroups(printing)[0]!) return true;
  const [first, last] = printing === 'western' ? [FIRST_YEAR, 9_999] : [1, LONGEST_ERA];
  return Number(year) >= first && Number(year) <= last;
}

export type YearVerdict = { year: string } | { fault: 'expired' | 'no-such-year' } | { incomplete: true };

/** A card lives ten years at most. */
const LONGEST = 11;

/**
 * The year in which the card runs out, as typed.
 * @param digits ASCII digits. @param today YYYYMMDD in Japan.
 */
export function readExpiryYear(digits: Uint8Array, today: string): YearVerdict {
  const text = String.fromCharCode(...digits);
  const thisYear = Number(today.slice(0, 4));
  if (!'20'.startsWith(text.slice(0, 2))) return { fault: 'no-such-year' };
  if (text.length < 4) return { incomplete: true };
  if (Number(text) < thisYear) return { fault: 'expired' };
  return Number(text) > thisYear + LONGEST ? { fault: 'no-such-year' } : { year: text };
}

/** The day it is in Japan, YYYYMMDD. `now` is Unix seconds. */
export const todayInJapan = (now: number): string =>
  new Date((now + 9 * 3600) * 1000).toISOString().slice(0, 10).replaceAll('-', '');
