import type { Language } from '#clients/ui/wording/languages.ts';
import type { Like } from '#clients/ui/wording/wording.ts';
import type { station } from './ja/station.ts';
import type { visit } from './ja/visit.ts';

export type VisitWords = Like<typeof visit>;
export type StationWords = Like<typeof station>;

/** The kiosk's own table, as `useSpeech<KioskWords>()` has it. */
export interface KioskWords {
  visit: VisitWords;
  station: StationWords;
}

type Loader = () => Promise<[{ visit: VisitWords }, { station: StationWords }]>;

const loaders: Record<Language, Loader> = {
  ja: () => Promise.all([import('./ja/visit.ts'), import('./ja/station.ts')]),
  'ja-easy': () => Promise.all([import('./ja-easy/visit.ts'), import('./ja-easy/station.ts')]),
  en: () => Promise.all([import('./en/visit.ts'), import('./en/station.ts')]),
  zh: () => Promise.all([import('./zh/visit.ts'), import('./zh/station.ts')]),
  ko: () => Promise.all([import('./ko/visit.ts'), import('./ko/station.ts')]),
  vi: () => Promise.all([import('./vi/visit.ts'), import('./vi/station.ts')]),
  pt: () => Promise.all([import('./pt/visit.ts'), import('./pt/station.ts')]),
};

/** Fetches the kiosk's table of one language. */
export async function loadKioskWords(language: Language): Promise<KioskWords> {
  const [{ visit: visitWords }, { station: stationWords }] = await loaders[language]();
  return { visit: visitWords, station: stationWords };
}
