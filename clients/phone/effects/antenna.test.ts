import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#clients/words/languages.ts';
import { phoneWords } from '#clients/words/test/spoken.ts';
import { placeOf } from './antenna.ts';

const PHONES = [
  ['ios', '', 'top'],
  ['ios', 'iPhone17,1', 'top'],
  ['android', 'Pixel 9 Pro Fold', 'folded'],
  ['android', 'SM-F956Q', 'folded'],
  ['android', 'SM-F741B', 'folded'],
  ['android', 'motorola razr 50', 'folded'],
  ['android', 'Pixel 9 Pro', 'back'],
  ['android', 'SM-S921Q', 'back'],
  ['android', 'SH-53E', 'back'],
  ['android', '', 'back'],
] as const;

/** To move it slowly, in each language. */
const SLOWLY = /ゆっくり|slowly|慢慢|천천히|từ từ|devagar/;

describe('where a card is read', () => {
  it.each(PHONES)('on %s, %s: %s', (platform, model, place) => {
    expect(placeOf({ platform, model })).toBe(place);
  });
  it('is not known of a phone that does not say what it is', () => expect(placeOf(null)).toBeNull());

  it.each(LANGUAGES)(
    'is said in %s for every place, and where it is not sure, to move slowly',
    (language) => {
      const { where, slowly } = phoneWords(language).tap;
      for (const [, , place] of PHONES) expect(where[place]).not.toBe(where.any);
      expect(new Set(Object.values(where)).size).toBe(4);
      for (const unsure of [where.back, where.folded, slowly]) expect(unsure).toMatch(SLOWLY);
    },
  );
});
