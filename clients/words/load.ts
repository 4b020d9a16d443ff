import type { Language } from './languages.ts';
import { keepReadingsTogether, mapTexts } from './readings.ts';
import { speak, type Catalogue } from './words.ts';

/**
 * Fetches the words of one language from its address. What came is kept for the life of the page; a failure is not, so
 * that it can be tried again (a browser remembers a failed `import()` for good).
 */
export function wordsFrom<W>(addressOf: (language: Language) => string): (language: Language) => Promise<W> {
  const kept = new Map<Language, Promise<W>>();
  return (language) => {
    const words = kept.get(language) ?? fetchWords<W>(addressOf(language), language);
    kept.set(language, words);
    words.catch(() => kept.delete(language));
    return words;
  };
}

/** Milliseconds that the words may take to begin to come. */
const LIMIT = 8_000;

async function fetchWords<W>(address: string, language: Language): Promise<W> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT);
  const response = await fetch(address, { signal: limit.signal }).finally(() => clearTimeout(timer));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const words = speak((await response.json()) as Catalogue, language) as W;
  return language === 'ja-easy' ? mapTexts(words, keepReadingsTogether) : words;
}
