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
