import { describe, expect, it } from 'vitest';
import { compileMessages } from './build/catalogues.ts';
import { kioskWords, phoneWords } from './test/spoken.ts';
import { speak } from './words.ts';

/** A message alone, in English. */
const say = (message: string) =>
  (speak(compileMessages({ message }), 'en') as { message(values: object): string }).message;

describe('what a page says', () => {
  it('is a text, or a function of the values by their names', () => {
    const { tap, shared, step } = phoneWords('ja');
    expect(tap.begin).toBe('カードを読み取る');
    expect(step({ at: 1, of: 3 })).toBe('手順 1 / 3');
    expect(shared.pin.entered({ count: 2, length: 4 })).toBe('4桁のうち2桁を入力しました');
  });

  it('knows one from many as its language does, and sets no separator into a number', () => {
    const tries = say('{count, plural, one {# try} other {# tries}}');
    expect([0, 1, 2, 1234].map((count) => tries({ count }))).toEqual([
      '0 tries',
      '1 try',
      '2 tries',
      '1234 tries',
    ]);
    // Portuguese counts 0 among "one": there a catalogue says =1.
    const { triesLeft } = phoneWords('pt').shared.card;
    expect([0, 1].map((count) => triesLeft({ count }))).toEqual(['Restam 0 tentativas', 'Resta 1 tentativa']);
  });

  it('is no message with a brace left open', () => {
    expect(() => say('for {count')).toThrow('EXPECT_ARGUMENT_CLOSING_BRACE');
  });

  // Each line is an error of the type check: without one, `@ts-expect-error` is.
  it('is checked where it is written', () => {
    const { check, shared } = phoneWords('ja');
    const { visit } = kioskWords('ja');
    const mistakes = [
      // @ts-expect-error no such entry
      () => check.opens,
      // @ts-expect-error a value is missing
      () => shared.time.until({ day: '' }),
      // @ts-expect-error a value too many
      () => check.opensAgain({ time: '', day: '' }),
      // @ts-expect-error what a language counts by is a number
      () => shared.time.hours({ count: '1' }),
      // @ts-expect-error a function is no text
      () => visit.found.left.length + visit.found.left.toUpperCase(),
      // @ts-expect-error a text is no function
      () => visit.found.title({}),
    ];
    expect(mistakes).toHaveLength(6);
  });
});
