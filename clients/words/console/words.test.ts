import { describe, expect, it } from 'vitest';
import { OPERATOR_REFUSALS } from '#schema/contract/operator-acts.ts';
import { FUNNEL } from '#schema/contract/service-day.ts';
import { readMessages, type Messages } from '../build/catalogues.ts';
import { OPERATORS_LANGUAGES } from '../languages.ts';
import { entriesOf, isForeign, lostValues, said, type Entry } from '../test/tables.ts';

describe.each(OPERATORS_LANGUAGES)("the console's words in %s", (language) => {
  const messages = readMessages('console', language);
  const entries = entriesOf(messages, language);

  it('are those of Japanese, with the same values, in their own script', () => {
    const shape = ({ path, takes }: Entry) => `${path} (${takes.join()})`;
    expect(entries.map(shape)).toEqual(entriesOf(readMessages('console', 'ja'), 'ja').map(shape));
    expect(entries.filter((entry) => lostValues(entry).length > 0).map(shape)).toEqual([]);
    expect(entries.filter((entry) => said(entry).trim() !== said(entry) || said(entry) === '')).toEqual([]);
    expect(entries.filter((entry) => isForeign(said(entry), language)).map(shape)).toEqual([]);
  });

  it('have a way on for every refusal, and a name for every step', () => {
    const { trouble, funnel } = messages as Record<string, Messages>;
    expect(OPERATOR_REFUSALS.filter((code) => trouble![code] === undefined)).toEqual([]);
    expect(FUNNEL.filter((call) => funnel![call] === undefined)).toEqual([]);
  });
});
