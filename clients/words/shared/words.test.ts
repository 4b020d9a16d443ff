import { describe, expect, it } from 'vitest';
import { CARD_FAILURES } from '#clients/card/failure.ts';
import { PROBLEM_CODES } from '#schema/contract/problem.ts';
import { readMessages } from '../build/catalogues.ts';
import type { Language } from '../languages.ts';
import { checkTables } from '../test/check.ts';
import { phoneWords } from '../test/spoken.ts';
import { entriesOf, kanjiWithoutReading, lostValues, quotedLabels, widthOf } from '../test/tables.ts';

const load = (language: Language) => readMessages('shared', language);

/** Two lines of a heading or a button, a line of a rule, and sentences that a small phone shows without scrolling far. */
function room(path: string): number {
  if (path.startsWith('actions.') || path.startsWith('pin.') || path.startsWith('time.')) return 40;
  if (/\.(length|letter|digit|met|unmet|show|hide|letters|digits)$/.test(path)) return 32;
  if (path.endsWith('.title')) return 56;
  return 180;
}

describe('the shared words', () => {
  checkTables({ load, room });

  it('know every problem of the service and every failure of a card', () => {
    const { problems, card } = phoneWords('en').shared;
    expect(Object.keys(problems).sort()).toEqual([...PROBLEM_CODES].sort());
    expect(Object.keys(card.failures).sort()).toEqual([...CARD_FAILURES].sort());
  });
});

describe('the checks of a table', () => {
  const entry = (message: string) => entriesOf({ entry: message }, 'en')[0]!;
  it('notice a value that is not said, for one too', () => {
    expect(lostValues(entry('{day} {end}'))).toEqual([]);
    expect(lostValues(entry('until {end}'), ['day', 'end'])).toEqual([7301]);
    expect(lostValues(entry('{count, plural, one {a try} other {# tries}}'))).toEqual([1]);
  });
  it('notice a kanji without its reading', () => {
    expect(kanjiWithoutReading('暗証番号（あんしょうばんごう）を 入（い）れる 5分')).toEqual([]);
    expect(kanjiWithoutReading('暗証番号を 入（い）れる')).toEqual(['暗証番号']);
  });
  it('measure Japanese as twice as wide, without readings', () => {
    expect([widthOf('card'), widthOf('暗証'), widthOf('暗証（あんしょう）')]).toEqual([4, 4, 4]);
  });
  it('find the button that a text quotes', () => {
    const labels = entriesOf({ again: 'もう一度', stop: 'やめる' }, 'ja');
    expect(quotedLabels('「もう一度」か「03」を押す', labels)).toEqual([['again']]);
  });
});
