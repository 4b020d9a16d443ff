import type { Language } from '#clients/words/languages.ts';

const japanese = () => import('./japanese.css');

/** Sheets of sliced fonts: a browser fetches only the slices whose characters are on the screen. */
const sheets: Record<Language, () => Promise<unknown>> = {
  ja: japanese,
  'ja-easy': japanese,
  en: japanese,
  vi: japanese,
  pt: japanese,
  // What is printed in Japanese on card and kiosk is quoted in every language.
  zh: () => Promise.all([import('./chinese.css'), japanese()]),
  ko: () => Promise.all([import('./korean.css'), japanese()]),
};

/** Fetches the font of a language, from our own origin. Text is readable before it arrives, and without it. */
export async function loadFonts(language: Language): Promise<void> {
  await sheets[language]().catch(() => {});
}
