/** A table of words of any depth: texts, and functions that put values into a text. */
export type Table = { readonly [key: string]: unknown };

type Say = (...values: number[]) => string;

/** One entry of a table by its path, e.g. `problems.internal.title`. */
export interface Entry {
  path: string;
  /** How many values it takes. */
  takes: number;
  /** What it says about these values. */
  say: Say;
}

/** Every entry of a table, in its order. Throws on anything that is neither text, function nor table. */
export function entriesOf(table: Table, prefix = ''): Entry[] {
  return Object.entries(table).flatMap(([key, value]): Entry[] => {
    const path = prefix + key;
    if (typeof value === 'string') return [{ path, takes: 0, say: () => value }];
    if (typeof value === 'function') return [{ path, takes: value.length, say: value as Say }];
    if (typeof value === 'object' && value !== null) return entriesOf(value as Table, `${path}.`);
    throw new TypeError(`${path} is no text`);
  });
}

/** Values that no text holds by itself. */
export const MARKERS = [7301, 7302, 7303, 7304];

/** What an entry says when its values are markers. */
export const said = (entry: Entry): string => entry.say(...MARKERS.slice(0, entry.takes));

/** Values that an entry swallows, for many and for one (a plural may forget its number). */
export function lostValues(entry: Entry): number[] {
  const lostIn = (values: number[]) => {
    const text = entry.say(...values);
    return values.filter((value) => !text.includes(String(value)));
  };
  const ones = Array.from({ length: entry.takes }, () => 1);
  return [...lostIn(MARKERS.slice(0, entry.takes)), ...lostIn(ones)];
}

const READING = /（[ぁ-んー]+）/g;
const WIDE = /[\u1100-\u115F\u2E80-\u303F\u3041-\u33FF\u4E00-\u9FFF\uAC00-\uD7AF\uFF01-\uFF60]/g;

/** Room a text takes on the screen, in widths of a Latin letter; readings in （） are not counted. */
export function widthOf(text: string): number {
  const plain = text.replaceAll(READING, '');
  return plain.length + (plain.match(WIDE)?.length ?? 0);
}

const COUNTED = /(?<=\d)(時間|分|秒|回|日|月|年)/g;

/** Kanji that are not followed by their reading, counters after a number excepted. */
export function kanjiWithoutReading(text: string): string[] {
  return text.replaceAll(COUNTED, '').match(/[\u4E00-\u9FFF々]+(?![\u4E00-\u9FFF々]|（[ぁ-んー]+）)/g) ?? [];
}

const FOREIGN: Record<string, RegExp> = {
  en: /[\u3041-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/,
  vi: /[\u3041-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/,
  pt: /[\u3041-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/,
  zh: /[\u3041-\u30FF\uAC00-\uD7AF]/,
  ko: /[\u3041-\u30FF\u4E00-\u9FFF]/,
};

/** True when a text holds script of another language: something that was forgotten in translation. */
export const isForeign = (text: string, language: string): boolean => FOREIGN[language]?.test(text) ?? false;

/** Labels that a Japanese text quotes in 「」, as paths of the entries they are; one character is a unit, no label. */
export function quotedLabels(text: string, labels: Entry[]): string[][] {
  const quotes = [...text.matchAll(/「([^」]{2,})」/g)].map(([, quoted]) => quoted);
  return quotes
    .map((quoted) => labels.filter((label) => label.takes === 0 && label.say() === quoted))
    .map((found) => found.map(({ path }) => path))
    .filter((paths) => paths.length > 0);
}
