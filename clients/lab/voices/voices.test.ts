import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SPOKEN_LANGUAGES } from '#clients/words/spoken.ts';
import { digestOf, faultsOf, readManifest, soundOf, textsOf } from './manifest.ts';

it('every sentence is spoken, in every language, with the text of today', () => {
  expect(faultsOf(readManifest())).toEqual([]);
});

it('a text that changed, a file that is another and one that nobody says are found', () => {
  const manifest = readManifest();
  const { pin, menu } = manifest.en.sentences;
  Object.assign(manifest.en.sentences, {
    pin: { ...pin, text: digestOf('Enter something else.') },
    menu: { ...menu, sound: digestOf('') },
    gone: pin,
  });
  delete manifest.en.sentences['done'];
  expect(faultsOf(manifest).toSorted()).toEqual([
    'en/done was never spoken',
    'en/gone nobody says it any more',
    'en/menu is another file',
    'en/pin says something else now',
  ]);
});

it('languages have the same sentences, none long, and say no number as it is written on a clock', () => {
  const names = Object.keys(textsOf('ja'));
  for (const language of SPOKEN_LANGUAGES) {
    const texts = textsOf(language);
    expect(Object.keys(texts)).toEqual(names);
    for (const text of Object.values(texts)) expect(text).not.toMatch(/\d:\d|[〜～]|\{/);
  }
});

it('are small: a language is under a megabyte', () => {
  for (const language of SPOKEN_LANGUAGES) {
    const sizes = Object.keys(textsOf(language)).map((name) => readFileSync(soundOf(language, name)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
  }
});
