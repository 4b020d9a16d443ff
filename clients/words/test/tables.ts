import { compileMessages, valuesOf, type Messages } from '../build/catalogues.ts';
import type { Language } from '../languages.ts';
import { speak } from '../words.ts';

type Values = Record<string, number>;

/** One entry of a catalogue by its path, e.g. `problems.internal.title`. */
export interface Entry {
  path: string;
  /** Names of the values it takes, in the order of the alphabet. */
  takes: string[];
  /** What it says about these values. */
  say: (values: Values) => string;
}

/** Every entry of a catalogue, in its order. Throws on anything that is neither a text nor a table. */
export function entriesOf(messages: Messages, language: Language, prefix = ''): Entry[] {
  return Object.entries(messages).flatMap(([key, message]): Entry[] => {
    const path = prefix + key;
    if (typeof message === 'string') return [entryOf(path, message, language)];
    if (typeof message === 'object' && message !== null && !Array.isArray(message))
      return entriesOf(message, language, `${path}.`);
    throw new TypeError(`${path} is no text`);
  });
}

function entryOf(path: string, message: string, language: Language): Entry {
  const compiled = compileMessages({ message });
  const takes = [...valuesOf(compiled['message'] as string).keys()].sort();
  const { message: spoken } = speak(compiled, language) as { message: string | Entry['say'] };
  return { path, takes, say: typeof spoken === 'string' ? () => spoken : spoken };
}

/** Values that no text holds by itself. */
export const MARKERS = [7301, 7302, 7303, 7304];

const marked = (names: readonly string[]): Values =>
  Object.fromEntries(names.map((name, at) => [name, MARKERS[at]!]));

/** What an entry says when its values are markers. */
export const said = ({ say, takes }: Entry): string => say(marked(takes));

/** Values that an entry swallows of those it is given, for many and for one (a plural may forget its number). */
export function lostValues(entry: Entry, given: readonly string[] = entry.takes): number[] {
  const lostIn = (values: Values) => {
    const text = entry.say(values);
    return Object.values(values).filter((value) => !text.includes(String(value)));
  };
  return [...lostIn(marked(given)), ...lostIn(Object.fromEntries(given.map((name) => [name, 1])))];
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
    .map((quoted) => labels.filter((label) => label.takes.length === 0 && said(label) === quoted))
    .map((found) => found.map(({ path }) => path))
    .filter((paths) => paths.length > 0);
}
