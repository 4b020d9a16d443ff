/** Five bits a syllable, each said one way in Japanese and in English, and typed on any keyboard. */
const CONSONANTS = 'kstnhmrb';
const VOWELS = 'aiuo';
const WORDS = 5;
const SYLLABLES_IN_WORD = 2;
const BITS = 5;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The first 50 bits of a kiosk's key thumbprint (RFC 7638, SHA-256 as base64url) as five words of two syllables, for
 * two people to compare by voice. Throws `RangeError` for what is no thumbprint.
 */
export function checkWords(thumbprint: string): string {
  if (!/^[A-Za-z0-9_-]{43}$/.test(thumbprint)) throw new RangeError('not a thumbprint');
  const sextets = Array.from(thumbprint, (letter) => BASE64URL.indexOf(letter).toString(2).padStart(6, '0'));
  const bits = sextets.join('');
  const syllables = Array.from({ length: WORDS * SYLLABLES_IN_WORD }, (_, index) =>
    syllable(Number.parseInt(bits.slice(index * BITS, (index + 1) * BITS), 2)),
  );
  return inWords(syllables.join(''));
}

const syllable = (value: number) => CONSONANTS[value >> 2]! + VOWELS[value & 3]!;

const inWords = (letters: string) => letters.replaceAll(/(.{4})(?=.)/g, '$1-');

const SHAPE = new RegExp(`^([${CONSONANTS}][${VOWELS}]){${WORDS * SYLLABLES_IN_WORD}}$`);

/**
 * Check words as somebody typed them, in the form `checkWords` answers; null for anything else. Width, case, spaces and
 * hyphens do not matter.
 */
export function readCheckWords(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}]/gu, '');
  return SHAPE.test(letters) ? inWords(letters) : null;
}

/** The letters with which every thumbprint begins that has these check words: 48 of their 50 bits. */
export function thumbprintStart(words: string): string {
  const syllables = words.replaceAll('-', '').match(/../g) ?? [];
  const bits = syllables.map(bitsOf).join('');
  return Array.from({ length: START }, (_, index) =>
    BASE64URL.charAt(Number.parseInt(bits.slice(index * 6, index * 6 + 6), 2)),
  ).join('');
}

/** Whole letters of six bits each. */
const START = Math.floor((WORDS * SYLLABLES_IN_WORD * BITS) / 6);

const bitsOf = ([consonant, vowel]: string) =>
  ((CONSONANTS.indexOf(consonant!) << 2) | VOWELS.indexOf(vowel!)).toString(2).padStart(BITS, '0');
