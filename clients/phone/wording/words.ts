import type { Language, Like } from '#clients/ui/index.ts';
import { useSpeech } from '#clients/ui/index.ts';
import type { journey } from './ja/journey.ts';
import type { trouble } from './ja/trouble.ts';

export type JourneyWords = Like<typeof journey>;
export type TroubleWords = Like<typeof trouble>;

/** What only the phone says. */
export interface PhoneWords extends JourneyWords {
  trouble: TroubleWords;
}

type Loader = () => Promise<[{ journey: JourneyWords }, { trouble: TroubleWords }]>;

const loaders: Record<Language, Loader> = {
  ja: () => Promise.all([import('./ja/journey.ts'), import('./ja/trouble.ts')]),
  'ja-easy': () => Promise.all([import('./ja-easy/journey.ts'), import('./ja-easy/trouble.ts')]),
  en: () => Promise.all([import('./en/journey.ts'), import('./en/trouble.ts')]),
  zh: () => Promise.all([import('./zh/journey.ts'), import('./zh/trouble.ts')]),
  ko: () => Promise.all([import('./ko/journey.ts'), import('./ko/trouble.ts')]),
  vi: () => Promise.all([import('./vi/journey.ts'), import('./vi/trouble.ts')]),
  pt: () => Promise.all([import('./pt/journey.ts'), import('./pt/trouble.ts')]),
};

/** Fetches the phone's table of one language; the others stay on the server. */
export async function loadPhoneWords(language: Language): Promise<PhoneWords> {
  const [{ journey }, { trouble }] = await loaders[language]();
  return { ...journey, trouble };
}

/** The words of this app in the language of the moment. */
export const useWords = () => useSpeech<PhoneWords>().words;
