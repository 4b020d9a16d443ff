import { describe, expect, it } from 'vitest';
import { meaningOf, pressesOf, type Begun, type Typed } from './places.ts';

/** What these presses come to, in words. */
function press(keys: string[], typed: Typed): string[] {
  let begun: Begun = null;
  return keys.flatMap((key) => {
    const meaning = meaningOf(key, typed, begun);
    begun = meaning.is === 'begun' ? meaning.begun : null;
    if (meaning.is === 'command') return [meaning.command];
    if (meaning.is === 'key') return [meaning.key];
    return meaning.is === 'begun' ? [] : [meaning.is];
  });
}

describe('a keypad', () => {
  it('types every character of a password in two presses, by its place on the keys of a telephone', () => {
    for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
      expect(press([...pressesOf(char)], 'characters')).toEqual([char]);
    expect(['K', 'S', 'Z', '7'].map(pressesOf)).toEqual(['52', '74', '94', '07']);
  });

  it('refuses a place that a key does not have, and begins anew', () => {
    expect(press([...'24', ...'1', ...'52'], 'characters')).toEqual(['refused', 'refused', 'K']);
  });

  it('leaves the digits of a PIN as they are', () => {
    expect(press([...'15'], 'digits')).toEqual(['other', 'other']);
    expect(press(['#'], 'digits')).toEqual(['Enter']);
  });

  it.each(['digits', 'characters'] as const)(
    'after a star erases, repeats and stops where %s are typed',
    (typed) => {
      expect(press([...'*4', ...'**', ...'*0', ...'*1'], typed)).toEqual([
        'Backspace',
        'again',
        'stop',
        'help',
      ]);
    },
  );

  it('works everything else by place, the raised 5 in the middle', () => {
    expect(press([...'5280137*9', 'Enter', '4'], null)).toEqual([
      'press',
      'back',
      'on',
      'stop',
      'help',
      'language',
      'dark',
      'again',
      'loudness',
      'press',
      'other',
    ]);
  });
});
