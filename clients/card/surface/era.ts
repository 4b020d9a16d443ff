/** Eras by their first day, newest first; `number` as certificates count them, Meiji being 1. */
const ERAS = [
  { number: 5, start: '20190501' },
  { number: 4, start: '19890108' },
  { number: 3, start: '19261225' },
  { number: 2, start: '19120730' },
  { number: 1, start: '18680125' },
] as const;

/** A date of the Japanese calendar: the era's number, the year in it, and MMDD. */
export interface EraDate {
  era: number;
  year: number;
  monthDay: string;
}

/** A YYYYMMDD date in its era. Throws `RangeError` for what is no date, and for dates before the first era here. */
export function eraDateOf(date: string): EraDate {
  if (!isDate(date)) throw new RangeError('not a date');
  const found = ERAS.find(({ start }) => date >= start);
  if (!found) throw new RangeError('date is before the first era');
  const year = Number(date.slice(0, 4)) - Number(found.start.slice(0, 4)) + 1;
  return { era: found.number, year, monthDay: date.slice(4) };
}

/** YYYYMMDD that a calendar has. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
}
