import { describe, expect, it } from 'vitest';
import type { Messages } from '../build/catalogues.ts';
import { LANGUAGES, type Language } from '../languages.ts';
import { FORBIDDEN, REQUIRED } from './forbidden.ts';
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

/** What people find in Japanese on cards, papers and machines, so that every language may say it so. */
const PRINTED = [
  '行政サービス',
  'マルチコピー機',
  'マイナンバーカード',
  'マイナポータル',
  '署名用パスワード',
  '利用者証明用',
  '住民票',
];

interface Check {
  load: (language: Language) => Messages;
  /** Most room an entry may take, by its path; in widths of a Latin letter. */
  room: (path: string) => number;
  /** What else this app's people see in Japanese. */
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
  const withoutPrinted = (text: string) =>
    [...PRINTED, ...printed].reduce((rest, part) => rest.replaceAll(part, ''), text);

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

    it.each(FORBIDDEN)('does not say: $why', ({ at, says }) => {
      const about = ({ path }: Entry) => at?.test(path) ?? true;
      expect(failing((entry) => about(entry) && says[language]!.test(said(entry)))).toEqual([]);
    });

    it.each(REQUIRED)('says: $why', ({ at, says }) => {
      expect(failing((entry) => at!.test(entry.path) && !says[language]!.test(said(entry)))).toEqual([]);
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
