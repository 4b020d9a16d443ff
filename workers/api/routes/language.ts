export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first language of an Accept-Language header (RFC 9110 §12.5.4) that problems are worded in; Japanese otherwise. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 256)
    .split(',')
    .map((range) => {
      const [tag, quality] = range.trim().split(/\s*;\s*q=/);
      return { language: tag!.slice(0, 2).toLowerCase(), quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality);
  const known = wanted.find(({ language }) => language === 'ja' || language === 'en');
  return known?.language === 'en' ? 'en' : 'ja';
}
