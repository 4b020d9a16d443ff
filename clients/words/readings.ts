const WORD_JOINER = '\u2060';
const READING = /（[ぁ-んー]+）/g;

/** Keeps a kanji, its reading in （） and what follows on one line: 新（あたら）しい is one word. */
export const keepReadingsTogether = (text: string): string =>
  text.replaceAll(READING, (reading) => WORD_JOINER + reading + WORD_JOINER);

/** The same table with every text changed, those that its functions make included. */
export function mapTexts<T>(table: T, change: (text: string) => string): T {
  const map = (entry: unknown): unknown => {
    if (typeof entry === 'string') return change(entry);
    if (typeof entry === 'function')
      return (...values: unknown[]) => change((entry as (...values: unknown[]) => string)(...values));
    return Object.fromEntries(Object.entries(entry as object).map(([key, value]) => [key, map(value)]));
  };
  return map(table) as T;
}
