import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { withoutReadings } from '#clients/words/readings.ts';
import { useSpeech } from './speech.tsx';
import {
  DRAFT_LANGUAGES,
  isLanguage,
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
} from '#clients/words/languages.ts';
import { GlobeIcon, LockOpenIcon } from './icons.tsx';

interface ScreenProps {
  /** Names the screen; when it changes the heading gets the focus. */
  id: string;
  title: string;
  /** Small line above the title, e.g. "step 2 of 6". */
  step?: string;
  /** The one primary action, then lesser ones. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

let lastShown: string | null = null;

/** One screen: header with the language switcher, heading, content, actions at the bottom. */
export function Screen({ id, title, step, actions, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { language } = useSpeech();
  useLayoutEffect(() => {
    // The first screen of a visit keeps the browser's own focus.
    if (lastShown !== null && lastShown !== id) {
      heading.current?.focus();
      scrollTo(0, 0);
    }
    lastShown = id;
  }, [id]);
  useLayoutEffect(() => {
    document.title = `${withoutReadings(title)} | Kaijo`;
  }, [title]);
  return (
    // Anew for each screen: a text that a browser has translated is its own, and would not change to what comes next.
    <div class="screen" data-screen={id} key={id}>
      <header class="screen-header">
        <span class="brand" translate={false}>
          <LockOpenIcon /> Kaijo
        </span>
        {step && <p class="screen-step">{step}</p>}
        {DRAFT_LANGUAGES.has(language) && <DraftNotice />}
        <LanguageSwitcher onChosen={() => heading.current?.focus()} />
      </header>
      <main class="screen-main">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        {actions && <div class="actions">{actions}</div>}
      </main>
    </div>
  );
}

/** A few words, so that they do not push the keypad off a small screen; more on request. */
function DraftNotice() {
  const { draft } = useSpeech().words.shared;
  return (
    <details class="draft-notice">
      <summary>{draft.title}</summary>
      <p>{draft.text}</p>
    </details>
  );
}

interface SwitcherProps {
  /** Called once a language was chosen from the open list: the list keeps no key that is typed from then on. */
  onChosen: () => void;
}

/** On every screen, always in the same place. Each language is named in itself. */
function LanguageSwitcher({ onChosen }: SwitcherProps) {
  const { language, words, setLanguage } = useSpeech();
  // Arrows on the closed list choose too: whoever uses them goes on to the next.
  const stepping = useRef(false);
  const choose = (event: { currentTarget: HTMLSelectElement }) => {
    const chosen = event.currentTarget.value;
    if (!isLanguage(chosen)) return;
    setLanguage(chosen);
    if (!stepping.current) onChosen();
  };
  return (
    <label class="language-switcher">
      <GlobeIcon />
      <span class="visually-hidden">{words.shared.language} / Language</span>
      <select
        value={language}
        onChange={choose}
        onPointerDown={() => (stepping.current = false)}
        onKeyDown={({ key }) => (stepping.current = key.startsWith('Arrow'))}
      >
        {LANGUAGES.map((known) => (
          <option key={known} value={known} lang={LANGUAGE_TAGS[known]}>
            {LANGUAGE_NAMES[known]}
          </option>
        ))}
      </select>
    </label>
  );
}

const Announce = createContext<(text: string) => void>(() => {});

/** Says something to a screen reader, politely. The same text twice in a row is said twice. */
export const useAnnounce = () => useContext(Announce);

/** Holds the one live region of the page; it must outlive every screen to be heard. */
export function LiveRegion({ children }: { children: ComponentChildren }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div class="visually-hidden" aria-live="polite" aria-atomic="true">
        <span key={said.turn}>{said.text}</span>
      </div>
    </Announce.Provider>
  );
}
