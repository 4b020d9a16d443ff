/** How a birth date is printed: years of an era, or of the common calendar on cards of foreign nationals. */
export const CALENDARS = ['showa', 'heisei', 'reiwa', 'taisho', 'western'] as const;
export type Calendar = (typeof CALENDARS)[number];

/** First and last day of each era, YYYYMMDD. */
const ERAS: Record<Exclude<Calendar, 'western'>, { from: string; to: string }> = {
  taisho: { from: '19120730', to: '19261225' },
  showa: { from: '19261225', to: '19890107' },
  heisei: { from: '19890108', to: '20190430' },
  reiwa: { from: '20190501', to: '99991231' },
};

/** How many digits are typed for year, month and day. */
export const digitGroups = (calendar: Calendar): readonly number[] =>
  calendar === 'western' ? [4, 2, 2] : [2, 2, 2];

export type DateFault = 'no-such-date' | 'not-in-era' | 'in-future';
export type DateVerdict = { date: string } | { fault: DateFault } | { incomplete: true };

/**
 * A birth date as typed, as YYYYMMDD; checked as far as the digits go.
 * @param digits ASCII digits of year, month and day. @param today YYYYMMDD in Japan.
 */
export function readBirthDate(calendar: Calendar, digits: Uint8Array, today: string): DateVerdict {
  const [year, month, day] = split(String.fromCharCode(...digits), digitGroups(calendar));
  if (impossible(month, 12) || impossible(day, 31)) return { fault: 'no-such-date' };
  if (day === undefined || day.length < 2) return { incomplete: true };
  const date = gregorianYear(calendar, Number(year)) + month! + day;
  if (!exists(date)) return { fault: 'no-such-date' };
  if (date > today) return { fault: 'in-future' };
  return isInEra(calendar, date) ? { date } : { fault: 'not-in-era' };
}

function split(text: string, groups: readonly number[]): string[] {
  let at = 0;
  return groups.map((length) => text.slice(at, (at += length))).filter((part) => part !== '');
}

/** Can two digits, or the first of them, not be a number from 1 to `most`? */
function impossible(part: string | undefined, most: number): boolean {
  if (part === undefined) return false;
  if (part.length === 1) return Number(part) > Math.floor(most / 10);
  return Number(part) < 1 || Number(part) > most;
}

const gregorianYear = (calendar: Calendar, year: number): string => {
  const first = calendar === 'western' ? 1 : Number(ERAS[calendar].from.slice(0, 4));
  return String(first + year - 1).padStart(4, '0');
};

function exists(date: string): boolean {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function isInEra(calendar: Calendar, date: string): boolean {
  if (calendar === 'western') return date >= '18680125';
  const { from, to } = ERAS[calendar];
  return date >= from && date <= to;
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
