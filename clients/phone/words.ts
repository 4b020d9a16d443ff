import { useSpeech } from '#clients/ui/index.ts';
import { wordsFrom } from '#clients/words/load.ts';
import type { PhoneWords } from '#clients/words/words.ts';

const addresses = import.meta.glob<string>('../words/phone/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Fetches all that the phone says in one language; the others stay on the server. */
export const loadPhoneWords = wordsFrom<PhoneWords>(
  (language) => addresses[`../words/phone/${language}.json`]!,
);

/** The words of this app in the language of the moment. */
export const useWords = () => useSpeech<PhoneWords>().words;
