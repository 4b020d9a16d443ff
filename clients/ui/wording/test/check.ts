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
  /** Paths that hold a name in its own script. */
  ownScript?: readonly string[];
}

/** Tests of a table of words in every language against its Japanese one. */
export function checkTables({ load, room, ownScript = [] }: Check): void {
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
      expect(
        await failing(({ path, ...entry }) => {
          return !ownScript.includes(path) && isForeign(said({ path, ...entry }), language);
        }),
      ).toEqual([]);
    });

    it('calls a button by the name on the button', async () => {
      const { entries, japanese } = await both();
      const text = new Map(entries.map((entry) => [entry.path, said(entry)]));
      const wrong = japanese.filter((entry) =>
        quotedLabels(said(entry), japanese).some(
          (paths) => !paths.some((path) => text.get(entry.path)!.includes(text.get(path)!)),
        ),
      );
      expect(wrong.map(({ path }) => `${path}: ${text.get(path)}`)).toEqual([]);
    });
  });

  it('gives a reading for every kanji of easy Japanese', async () => {
    const entries = entriesOf(await load('ja-easy'));
    const bare = entries.filter((entry) => kanjiWithoutReading(said(entry)).length > 0);
    expect(bare.map((entry) => `${entry.path}: ${said(entry)}`)).toEqual([]);
  });
}
