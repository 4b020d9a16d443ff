import { describe, expect, it } from 'vitest';
import { CARD_FAILURES } from '#clients/card/failure.ts';
import { PROBLEM_CODES } from '#schema/contract/problem.ts';
import { checkTables } from './test/check.ts';
import {
  entriesOf,
  kanjiWithoutReading,
  lostValues,
  quotedLabels,
  widthOf,
  type Table,
} from './test/tables.ts';
import { loadSharedWords } from './wording.ts';

const load = async (language: Parameters<typeof loadSharedWords>[0]) =>
  (await loadSharedWords(language)) as unknown as Table;

/** Two lines of a heading or a button, a line of a rule, and sentences that a small phone shows without scrolling far. */
function room(path: string): number {
  if (path.startsWith('actions.') || path.startsWith('pin.') || path.startsWith('time.')) return 40;
  if (/\.(length|letter|digit|met|unmet|show|hide|letters|digits)$/.test(path)) return 32;
  if (path.endsWith('.title')) return 56;
  return 180;
}

describe('the shared words', () => {
  checkTables({ load, room });

  it('know every problem of the service and every failure of a card', async () => {
    const { problems, card } = await loadSharedWords('en');
    expect(Object.keys(problems).sort()).toEqual([...PROBLEM_CODES].sort());
    expect(Object.keys(card.failures).sort()).toEqual([...CARD_FAILURES].sort());
  });
});

describe('the checks of a table', () => {
  const entry = (value: unknown) => entriesOf({ entry: value })[0]!;
  it('notice a value that is not said, for one too', () => {
    expect(lostValues(entry((day: string, end: string) => `${day} ${end}`))).toEqual([]);
    expect(lostValues(entry((_day: string, end: string) => `until ${end}`))).toEqual([7301]);
    expect(lostValues(entry((count: number) => (count === 1 ? 'a try' : `${count} tries`)))).toEqual([1]);
  });
  it('notice a kanji without its reading', () => {
    expect(kanjiWithoutReading('暗証番号（あんしょうばんごう）を 入（い）れる 5分')).toEqual([]);
    expect(kanjiWithoutReading('暗証番号を 入（い）れる')).toEqual(['暗証番号']);
  });
  it('measure Japanese as twice as wide, without readings', () => {
    expect([widthOf('card'), widthOf('暗証'), widthOf('暗証（あんしょう）')]).toEqual([4, 4, 4]);
  });
  it('find the button that a text quotes', () => {
    const labels = entriesOf({ again: 'もう一度', stop: 'やめる' });
    expect(quotedLabels('「もう一度」か「03」を押す', labels)).toEqual([['again']]);
  });
});
