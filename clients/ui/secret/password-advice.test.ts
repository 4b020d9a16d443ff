import { describe, expect, it } from 'vitest';
import { passwordAdvice } from './password-advice.ts';

const of = (text: string) => passwordAdvice(Uint8Array.from(text, (char) => char.charCodeAt(0)));

describe('advice on a password', () => {
  it.each([
    ['K7M2XQ9T', []],
    ['AAA9K2', ['repeated']],
    ['ABCD93', ['sequence']],
    ['X9876K', ['sequence']],
    ['ABC9K2', []],
    ['PASSWORD7', ['common']],
    ['7QWERTY', ['common']],
    ['TARO1985', ['year']],
    ['19852K', []],
    ['SAKURA2001', ['common', 'year']],
  ])('%s', (password, advice) => {
    expect(of(password)).toEqual(advice);
  });
});
