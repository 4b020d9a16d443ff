import { describe, expect, it } from 'vitest';
import type { Messages } from '../build/catalogues.ts';
import { LANGUAGES, type Language } from '../languages.ts';
import {
  entriesOf,
  isForeign,
  kanjiWithoutReading,
  lostValues,
  quotedLabels,
  said,
  widthOf,
  type Entry,
} from './tables.ts';

interface Check {
  load: (language: Language) => Messages;
  /** Most room an entry may take, by its path; in widths of a Latin letter. */
  room: (path: string) => number;
  /** What a person sees in Japanese on a card or a machine, so that every language says it so. */
  printed?: readonly string[];
  /** Catalogue whose labels may be quoted as well. */
  alsoQuoted?: (language: Language) => Messages;
}

/** Tests of a catalogue in every language against its Japanese one. */
export function checkTables({ load, room, printed = [], alsoQuoted }: Check): void {
  const labelsOf = (language: Language) => [
    ...entriesOf(load(language), language),
    ...entriesOf(alsoQuoted?.(language) ?? {}, language),
  ];
  const withoutPrinted = (text: string) => printed.reduce((rest, part) => rest.replaceAll(part, ''), text);

  describe.each(LANGUAGES)('in %s', (language) => {
    const entries = entriesOf(load(language), language);
    const japanese = entriesOf(load('ja'), 'ja');
    const failing = (fails: (entry: Entry) => boolean) =>
      entries.filter(fails).map((entry) => `${entry.path}: ${said(entry)}`);

    it('has what Japanese has, with the same values', () => {
      const shape = ({ path, takes }: Entry) => `${path} (${takes.join()})`;
      expect(entries.map(shape).sort()).toEqual(japanese.map(shape).sort());
      expect(entries.filter((entry) => lostValues(entry).length > 0).map(shape)).toEqual([]);
    });

    it('says something everywhere, in its own script, in the room there is', () => {
      expect(failing((entry) => said(entry).trim() !== said(entry) || said(entry) === '')).toEqual([]);
      expect(failing((entry) => widthOf(said(entry)) > room(entry.path))).toEqual([]);
      expect(failing((entry) => isForeign(withoutPrinted(said(entry)), language))).toEqual([]);
    });

    it('calls a button by the name on the button', () => {
      const [labels, japaneseLabels] = [labelsOf(language), labelsOf('ja')];
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

  it('gives a reading for every kanji of easy Japanese', () => {
    const entries = entriesOf(load('ja-easy'), 'ja-easy');
    const bare = entries.filter((entry) => kanjiWithoutReading(withoutPrinted(said(entry))).length > 0);
    expect(bare.map((entry) => `${entry.path}: ${said(entry)}`)).toEqual([]);
  });
}
