import { describe, expect, it } from 'vitest';
import type { Language } from '../languages.ts';
import { LANGUAGES } from '../languages.ts';
import {
  entriesOf,
  isForeign,
  kanjiWithoutReading,
  lostValues,
  quotedLabels,
  said,
  widthOf,
  type Entry,
  type Table,
} from './tables.ts';

interface Check {
  load: (language: Language) => Promise<Table>;
  /** Most room an entry may take, by its path; in widths of a Latin letter. */
  room: (path: string) => number;
  /** What a person sees in Japanese on a card or a machine, so that every language says it so. */
  printed?: readonly string[];
  /** Table whose labels may be quoted as well. */
  alsoQuoted?: (language: Language) => Promise<Table>;
}

/** Tests of a table of words in every language against its Japanese one. */
export function checkTables({ load, room, printed = [], alsoQuoted }: Check): void {
  const nothing = async (): Promise<Table> => ({});
  const labelsOf = async (language: Language) => [
    ...entriesOf(await load(language)),
    ...entriesOf(await (alsoQuoted ?? nothing)(language)),
  ];
  const withoutPrinted = (text: string) => printed.reduce((rest, part) => rest.replaceAll(part, ''), text);

  describe.each(LANGUAGES)('in %s', (language) => {
    const both = async () => {
      const [table, japanese] = await Promise.all([load(language), load('ja')]);
      return { entries: entriesOf(table), japanese: entriesOf(japanese) };
    };
    const failing = async (fails: (entry: Entry) => boolean) =>
      (await both()).entries.filter(fails).map((entry) => `${entry.path}: ${said(entry)}`);

    it('has what Japanese has, with the same values', async () => {
      const { entries, japanese } = await both();
      const shape = ({ path, takes }: Entry) => `${path} (${takes})`;
      expect(entries.map(shape).sort()).toEqual(japanese.map(shape).sort());
      expect(entries.filter((entry) => lostValues(entry).length > 0).map(shape)).toEqual([]);
    });

    it('says something everywhere, in its own script, in the room there is', async () => {
      expect(await failing((entry) => said(entry).trim() !== said(entry) || said(entry) === '')).toEqual([]);
      expect(await failing((entry) => widthOf(said(entry)) > room(entry.path))).toEqual([]);
      expect(await failing((entry) => isForeign(withoutPrinted(said(entry)), language))).toEqual([]);
    });

    it('calls a button by the name on the button', async () => {
      const { entries, japanese } = await both();
      const [labels, japaneseLabels] = await Promise.all([labelsOf(language), labelsOf('ja')]);
      const called = new Map(labels.map((label) => [label.path, said(label)]));
      const text = new Map(entries.map((entry) => [entry.path, said(entry)]));
      const wrong = japanese.filter((entry) =>
        quotedLabels(said(entry), japaneseLabels).some(
          (paths) => !paths.some((path) => text.get(entry.path)!.includes(called.get(path)!)),
        ),
      );
      expect(wrong.map(({ path }) => `${path}: ${text.get(path)}`)).toEqual([]);
    });
  });

  it('gives a reading for every kanji of easy Japanese', async () => {
    const entries = entriesOf(await load('ja-easy'));
    const bare = entries.filter((entry) => kanjiWithoutReading(withoutPrinted(said(entry))).length > 0);
    expect(bare.map((entry) => `${entry.path}: ${said(entry)}`)).toEqual([]);
  });
}
