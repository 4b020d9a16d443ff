import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { LANGUAGE_TAGS, OPERATORS_LANGUAGES } from '#clients/words/languages.ts';
import { wordsFrom } from '#clients/words/load.ts';
import { persist } from '#clients/words/persist.ts';
import type { ConsoleWords } from '#clients/words/words.ts';

export type OperatorsLanguage = (typeof OPERATORS_LANGUAGES)[number];

interface Speech {
  language: OperatorsLanguage;
  words: ConsoleWords;
  setLanguage(language: OperatorsLanguage): void;
}

const addresses = import.meta.glob<string>('../words/console/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const load = wordsFrom<ConsoleWords>((language) => addresses[`../words/console/${language}.json`]!);

const KEPT = 'kaijo-console-language';
/** Milliseconds until words that did not come are asked for again. */
const AGAIN = 2_000;

const isOperators = (value: unknown): value is OperatorsLanguage =>
  OPERATORS_LANGUAGES.some((known) => known === value);

function initialLanguage(): OperatorsLanguage {
  const kept = localStorage.getItem(KEPT);
  if (isOperators(kept)) return kept;
  return navigator.languages[0]?.startsWith('ja') ? 'ja' : 'en';
}

/** Words one after the other. */
export const listed = (words: readonly string[], language: OperatorsLanguage): string =>
  words.join(language === 'ja' ? '、' : ', ');

const Context = createContext<Speech | null>(null);

/** The words of the console and their language. */
export function useSpeech(): Speech {
  const speech = useContext(Context);
  if (!speech) throw new Error('no words around this view');
  return speech;
}

/** Loads the words of the language; nothing is shown before they are there. */
export function SpeechProvider({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(initialLanguage);
  const [loaded, setLoaded] = useState<Pick<Speech, 'language' | 'words'> | null>(null);
  useEffect(() => {
    let current = true;
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, AGAIN));
    void persist({ attempt: () => load(language), wanted: () => current, pause }).then(
      (words) => words && setLoaded({ language, words }),
    );
    return () => {
      current = false;
    };
  }, [language]);
  useEffect(() => {
    if (!loaded) return;
    document.documentElement.lang = LANGUAGE_TAGS[loaded.language];
    document.title = loaded.words.title;
    // Text is readable before the font arrives, and without it.
    void import('#clients/ui/fonts/japanese.css').catch(() => {});
  }, [loaded]);
  const choose = (chosen: OperatorsLanguage) => {
    localStorage.setItem(KEPT, chosen);
    setLanguage(chosen);
  };
  const speech = useMemo(() => loaded && { ...loaded, setLanguage: choose }, [loaded]);
  return speech && <Context.Provider value={speech}>{children}</Context.Provider>;
}
