import { describe, expect, it } from 'vitest';
import { meaningOf, type Key } from './keyboard.ts';

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
