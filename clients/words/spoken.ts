import type ja from './spoken/ja.json';

/** What the kiosk says aloud: a sentence, or one character of a code or a telephone number. */
export type Sentence = keyof typeof ja;

/** Languages that it speaks. Drafts that no native speaker has read are not read aloud. */
export const SPOKEN_LANGUAGES = ['ja', 'ja-easy', 'en'] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

/** True for a language that is spoken. */
export const isSpoken = (language: string): language is SpokenLanguage =>
  SPOKEN_LANGUAGES.some((known) => known === language);
