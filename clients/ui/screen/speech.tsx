import { createContext, type ComponentChildren, type Context } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { loadFonts } from '../fonts/load.ts';
import { chooseLanguage, isLanguage, LANGUAGE_TAGS, type Language } from '#clients/words/languages.ts';
import { persist } from '#clients/words/persist.ts';
import type { SharedWords } from '#clients/words/words.ts';

/** What every table of words has, whatever the app. */
interface AnyWords {
  shared: SharedWords;
}

/** What every view may ask for: the words of the app and the shared ones, in the language of the moment. */
export interface Speech<W> {
  language: Language;
  words: W;
  setLanguage(language: Language): void;
}

const STORAGE_KEY = 'kaijo-language';
/** Milliseconds between two tries to fetch the words. */
const RETRY_AFTER = 2000;

/** Remembered choice, else what the device asks for. */
export function initialLanguage(): Language {
  const stored = inStorage((storage) => storage.getItem(STORAGE_KEY));
  return isLanguage(stored) ? stored : chooseLanguage(navigator.languages);
}

/** A browser that forbids storage throws; the person then only chooses the language again next time. */
function inStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

// One context for all apps: shared components read `words.shared`, an app narrows to its own table.
const SpeechContext = createContext<Speech<AnyWords> | null>(null);

/** The speech of the app around; `W` is that app's own table. */
export function useSpeech<W extends AnyWords = AnyWords>(): Speech<W> {
  const speech = useContext(SpeechContext as unknown as Context<Speech<W> | null>);
  if (!speech) throw new Error('no SpeechProvider around this view');
  return speech;
}

interface ProviderProps<W> {
  /** All that the app says in one language. */
  load: (language: Language) => Promise<W>;
  initial?: Language;
  /** Where the choice is kept, for an app that keeps it itself: nothing is remembered in the browser then. */
  chosen?: { language: Language; choose: (language: Language) => void };
  /** Shown until the first words are there. */
  meanwhile?: ComponentChildren;
  children: ComponentChildren;
}

/** Loads the words of the language, sets `<html lang>`, and shows `meanwhile` before they are there. */
export function SpeechProvider<W extends AnyWords>(props: ProviderProps<W>) {
  const { load, initial, chosen, meanwhile = null, children } = props;
  const [own, setOwn] = useState<Language>(initial ?? initialLanguage);
  const language = chosen?.language ?? own;
  const choose = chosen?.choose ?? remember(setOwn);
  const [loaded, setLoaded] = useState<{ language: Language; words: W } | null>(null);
  useEffect(() => {
    let current = true;
    const show = async () => {
      const words = await persist({
        attempt: () => load(language),
        wanted: () => current,
        pause: () => new Promise((resolve) => setTimeout(resolve, RETRY_AFTER)),
      });
      if (words) setLoaded({ language, words });
    };
    void show();
    return () => {
      current = false;
    };
  }, [language, load]);
  useEffect(() => {
    if (!loaded) return;
    document.documentElement.lang = LANGUAGE_TAGS[loaded.language];
    document.documentElement.dataset['language'] = loaded.language;
    void loadFonts(loaded.language);
  }, [loaded]);
  const speech = useMemo(() => loaded && { ...loaded, setLanguage: choose }, [loaded, chosen?.choose]);
  return speech ? <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider> : meanwhile;
}

const remember = (set: (language: Language) => void) => (language: Language) => {
  inStorage((storage) => storage.setItem(STORAGE_KEY, language));
  set(language);
};
