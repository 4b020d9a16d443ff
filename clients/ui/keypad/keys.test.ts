import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitOrder, meaningOf, secureRandom, type Key } from './keys.ts';

const telephone = [...'1234567890'].map((digit) => digit.charCodeAt(0));

describe('the keys of a numeric keypad', () => {
  it('lie as on a telephone', () => {
    expect(digitOrder(null)).toEqual(telephone);
  });

  it('are all there, once, however they are shuffled', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 9,
      maxLength: 9,
    });
    fc.assert(
      fc.property(numbers, (random) => {
        let next = 0;
        const keys = digitOrder(() => random[next++]!);
        expect(keys.toSorted((a, b) => a - b)).toEqual(telephone.toSorted((a, b) => a - b));
      }),
    );
  });

  it('come into every place', () => {
    const first = new Set(Array.from({ length: 500 }, () => digitOrder(secureRandom)[0]));
    // A digit stays away from the first place with (9/10)^500, about 1 in 10^23.
    expect(first.size).toBe(10);
  });
});

const idle: Key = {
  key: '',
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  target: null,
};
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isPassword = (code: number) => isDigit(code) || (code >= 0x41 && code <= 0x5a);

/** Stands for an element inside one of these. */
const inside = (...tags: string[]) =>
  ({
    closest: (selector: string) => (selector.split(', ').some((one) => tags.includes(one)) ? {} : null),
  }) as unknown as EventTarget;

describe('a hardware keyboard at a keypad', () => {
  it.each([
    ['7', { act: 'type', code: 0x37 }],
    ['k', { act: 'type', code: 0x4b }],
    ['K', { act: 'type', code: 0x4b }],
    ['Backspace', { act: 'erase' }],
    ['Enter', { act: 'enter' }],
    ['-', null],
    ['é', null],
    ['ı', { act: 'type', code: 0x49 }],
    ['あ', null],
    ['Tab', null],
    ['F5', null],
    ['Shift', null],
  ])('%s', (key, meaning) => {
    expect(meaningOf({ ...idle, key }, isPassword)).toEqual(meaning);
  });

  it('types no letter at a keypad of digits', () => {
    expect(meaningOf({ ...idle, key: 'k' }, isDigit)).toBe(null);
  });

  it('types once while a key is held, and goes on erasing', () => {
    expect(meaningOf({ ...idle, key: '7', repeat: true }, isDigit)).toBe(null);
    expect(meaningOf({ ...idle, key: 'Backspace', repeat: true }, isDigit)).toEqual({ act: 'erase' });
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing'] as const)('leaves keys with %s alone', (held) => {
    for (const key of ['7', 'Backspace', 'Enter'])
      expect(meaningOf({ ...idle, key, [held]: true }, isDigit)).toBe(null);
  });

  it.each(['input', 'select', 'textarea'])('leaves %s alone', (tag) => {
    for (const key of ['7', 'Backspace', 'Enter'])
      expect(meaningOf({ ...idle, key, target: inside(tag) }, isDigit)).toBe(null);
  });

  it.each(['button', 'a', 'summary'])('lets Enter press %s, and types there all the same', (tag) => {
    expect(meaningOf({ ...idle, key: 'Enter', target: inside(tag) }, isDigit)).toBe(null);
    expect(meaningOf({ ...idle, key: '7', target: inside(tag) }, isDigit)).toEqual({
      act: 'type',
      code: 0x37,
    });
  });
});
