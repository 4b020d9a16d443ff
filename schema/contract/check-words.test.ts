import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkWords, readCheckWords, thumbprintStart } from './check-words.ts';

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const thumbprintOf = (text: string) => digestOf(text).toString('base64url');

describe('check words', () => {
  it.each([
    ['A'.repeat(43), 'kaka-kaka-kaka-kaka-kaka'],
    [`${'_'.repeat(42)}8`, 'bobo-bobo-bobo-bobo-bobo'],
    // The example key of RFC 7638.
    ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', 'suba-rona-mona-tora-nohu'],
  ])('of %s are %s', (thumbprint, words) => {
    expect(checkWords(thumbprint)).toBe(words);
  });

  it('tell 50 bits apart, and no others', () => {
    const bytes = digestOf('kiosk');
    const words = checkWords(bytes.toString('base64url'));
    for (let bit = 0; bit < 256; bit++) {
      const other = Buffer.from(bytes);
      other[bit >> 3]! ^= 0x80 >> (bit & 7);
      expect(checkWords(other.toString('base64url')) === words).toBe(bit >= 50);
    }
  });

  it('can be said: consonant, vowel, consonant, vowel', () => {
    for (let n = 0; n < 200; n++)
      expect(checkWords(thumbprintOf(String(n)))).toMatch(
        /^([kstnhmrb][aiuo]){2}(-([kstnhmrb][aiuo]){2}){4}$/,
      );
  });

  it('say with what their thumbprint begins', () => {
    for (let n = 0; n < 200; n++) {
      const thumbprint = thumbprintOf(String(n));
      expect(thumbprintStart(checkWords(thumbprint))).toBe(thumbprint.slice(0, 8));
    }
  });

  it('are read as people type them', () => {
    const words = checkWords(thumbprintOf('kiosk'));
    expect(readCheckWords(` ${words.toUpperCase().replaceAll('-', ' ')} `)).toBe(words);
    expect(readCheckWords(words.replaceAll('-', '‐'))).toBe(words);
    expect(readCheckWords(words.replaceAll('-', ''))).toBe(words);
  });

  it.each(['', 'kaka-kaka-kaka-kaka', 'kaka-kaka-kaka-kaka-kake', thumbprintOf('kiosk')])(
    'are not what %j is',
    (typed) => {
      expect(readCheckWords(typed)).toBeNull();
    },
  );

  it.each(['', 'A'.repeat(42), `${'A'.repeat(42)}=`])('are not made of %j', (text) => {
    expect(() => checkWords(text)).toThrow(RangeError);
  });
});
