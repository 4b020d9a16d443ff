import { useSpeech } from '#clients/ui/index.ts';
import { wordsFrom } from '#clients/words/load.ts';
import type { KioskWords } from '#clients/words/words.ts';

const addresses = import.meta.glob<string>('../words/kiosk/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Fetches all that the kiosk says in one language. */
export const loadKioskWords = wordsFrom<KioskWords>(
  (language) => addresses[`../words/kiosk/${language}.json`]!,
);

/** The words of this app in the language of the moment. */
export const useWords = () => useSpeech<KioskWords>().words;
