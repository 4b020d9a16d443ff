import { describe, expect, it } from 'vitest';
import { chooseLanguage, isLanguage, LANGUAGES } from './languages.ts';

describe('the language of a device', () => {
  it.each([
    [['ja-JP', 'en'], 'ja'],
    [['en-US'], 'en'],
    [['zh-Hans-CN'], 'zh'],
    [['PT-br'], 'pt'],
    [['de-DE', 'fr', 'ko-KR'], 'ko'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j gives %s', (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });

  it('is never chosen to be easy Japanese: that is a person’s own choice', () => {
    expect(chooseLanguage(['ja-easy'])).toBe('ja');
    expect(LANGUAGES.filter(isLanguage)).toEqual([...LANGUAGES]);
    for (const other of ['de', '', null, undefined, 7]) expect(isLanguage(other)).toBe(false);
  });
});
