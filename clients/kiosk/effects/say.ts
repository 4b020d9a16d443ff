import { hotlineOf } from '#clients/words/hotline.ts';
import type { Language } from '#clients/words/languages.ts';
import { isSpoken, type Sentence } from '#clients/words/spoken.ts';
import type { Said } from '../state/speech.ts';
import type { Runner } from './run.ts';

/** The telephone number that this machine's operator gave, else where cards are helped at any hour. */
export const helplineOf = (given: string | null, language: Language): string => given ?? hotlineOf(language);

const digits = (number: string): Sentence[] =>
  [...number.replaceAll(/\D/g, '')].map((digit) => `char-${digit}` as Sentence);

/** Says it in the language of the screen, where that is spoken. */
export const say: Runner<'say'> = ({ speaker, helpline }, { language, loudness, said }) => {
  const spellOut = (one: Said): Sentence[] =>
    one === 'helpline' ? digits(helplineOf(helpline, language)) : [one];
  const sentences = said.flatMap(spellOut);
  speaker.say(isSpoken(language) && sentences.length > 0 ? { language, loudness, sentences } : null);
  return null;
};
