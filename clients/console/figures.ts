import type { ConsoleWords } from '#clients/words/words.ts';

/** A whole number, with separators that Japanese and English share. */
export const asText = (count: number): string => count.toLocaleString('en');

/** A count of people, which comes in tens. */
export const tens = (count: number, { underTen }: ConsoleWords): string =>
  count === 0 ? underTen : asText(count);

/** So many of a hundred. */
export const share = (of: number | null, { percent, notTold }: ConsoleWords): string =>
  of === null ? notTold : percent({ share: of });

/** Less than so many milliseconds; 0: longer than what is told apart. */
export function milliseconds(under: number | null, words: ConsoleWords): string {
  if (under === null) return words.notTold;
  return under === 0 ? words.beyond : words.under({ ms: asText(under) });
}
