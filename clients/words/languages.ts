/** The languages of every screen. `ja-easy` is やさしい日本語: short sentences, few and read-out kanji. */
export const LANGUAGES = ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages of what only operators see. */
export const OPERATORS_LANGUAGES = ['ja', 'en'] as const satisfies readonly Language[];

/** What a language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  ja: '日本語',
  'ja-easy': 'やさしい日本語',
  en: 'English',
  zh: '简体中文',
  ko: '한국어',
  vi: 'Tiếng Việt',
  pt: 'Português',
};

/** BCP 47 tag for `lang` attributes, `Intl` and Accept-Language. */
export const LANGUAGE_TAGS: Record<Language, string> = {
  ja: 'ja-JP',
  'ja-easy': 'ja-JP',
  en: 'en-GB',
  zh: 'zh-Hans-CN',
  ko: 'ko-KR',
  vi: 'vi-VN',
  pt: 'pt-BR',
};

/** Languages whose consent text no native speaker has read yet; their screens say so. */
export const DRAFT_LANGUAGES: ReadonlySet<Language> = new Set<Language>(['zh', 'ko', 'vi', 'pt']);

/** The first of the device's languages that there is a table for; English when none is. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = LANGUAGES.find((known) => known === tag.toLowerCase().split('-')[0]);
    if (language) return language;
  }
  return 'en';
}

/** True for a stored or typed value that names a language. */
export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((known) => known === value);
