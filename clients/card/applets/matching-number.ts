import { ascii, type Octets } from '#schema/contract/card.ts';

/** What the front of the card shows. `birthDate` is YYYYMMDD, `expiryYear` YYYY, `securityCode` 4 digits. */
export interface PrintedOnCard {
  birthDate: string;
  expiryYear: string;
  securityCode: string;
  /** Whose years the birth date is counted in; the era's, unless said otherwise. */
  years?: BirthYears;
}

/** `western`: the last two digits of the common calendar, as cards of foreign nationals may have it (unverified). */
export type BirthYears = 'era' | 'western';

/**
 * 照合番号B, 14 ASCII digits: birth date as year-in-era month day ‖ expiry year ‖ security code. All of it is printed
 * on the front; the era itself is not in it. Throws `RangeError` for anything that is not such a date, year or code.
 */
export function matchingNumberB({
  birthDate,
  expiryYear,
  securityCode,
  years = 'era',
}: PrintedOnCard): Octets {
  if (!/^\d{4}$/.test(expiryYear) || !/^\d{4}$/.test(securityCode)) {
    throw new RangeError('expiry year or security code has another form');
  }
  const birth = years === 'era' ? birthKey(birthDate) : westernKey(birthDate);
  return ascii(birth + expiryYear + securityCode);
}

/** The six digits of a birth date in its era, YYMMDD. Throws `RangeError`. */
export function birthKey(birthDate: string): string {
  const { year, monthDay } = eraDateOf(birthDate);
  return String(year).padStart(2, '0') + monthDay;
}

function westernKey(birthDate: string): string {
  if (!isBirthDate(birthDate)) throw new RangeError('not a date');
  return birthDate.slice(2);
}

/** Eras by their first day, newest first; `number` as certificates count them, Meiji being 1. */
const ERAS = [
  { number: 5, start: '20190501' },
  { number: 4, start: '19890108' },
  { number: 3, start: '19261225' },
  { number: 2, start: '19120730' },
  { number: 1, start: '18680125' },
] as const;

/** A date of the Japanese calendar: the era's number, the year in it, and MMDD. */
interface EraDate {
  era: number;
  year: number;
  monthDay: string;
}

/** A YYYYMMDD birth date in its era. Throws `RangeError` for what is none, and for dates before the first era here. */
export function eraDateOf(date: string): EraDate {
  if (!isBirthDate(date)) throw new RangeError('not a date');
  const found = ERAS.find(({ start }) => date >= start);
  if (!found) throw new RangeError('date is before the first era');
  const year = Number(date.slice(0, 4)) - Number(found.start.slice(0, 4)) + 1;
  return { era: found.number, year, monthDay: date.slice(4) };
}

/** YYYYMMDD that a calendar has, or of which month or day are `00`: it is not known of everybody. */
export const isBirthDate = (text: string): boolean =>
  /^\d{8}$/.test(text) && isDate(text.slice(0, 4) + known(text.slice(4, 6)) + known(text.slice(6)));

const known = (part: string): string => (part === '00' ? '01' : part);

/** YYYYMMDD that a calendar has. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
