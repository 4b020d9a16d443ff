import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DRAFT_LANGUAGES } from '../wording/languages.ts';
import { useSpeech } from '../wording/context.tsx';
import { LanguageSwitcher } from './language-switcher.tsx';
import { LockOpenIcon } from './icons.tsx';

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
    document.title = `${title} | Kaijo`;
  }, [title]);
  return (
    <div class="screen" data-screen={id}>
      <header class="screen-header">
        <span class="brand" translate={false}>
          <LockOpenIcon /> Kaijo
        </span>
        <LanguageSwitcher />
      </header>
      <main class="screen-main">
        {DRAFT_LANGUAGES.has(language) && <DraftNotice />}
        {step && <p class="screen-step">{step}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        {actions && <div class="actions">{actions}</div>}
      </main>
    </div>
  );
}

/** One line, so that it does not push the keypad off a small screen; more on request. */
function DraftNotice() {
  const { draft } = useSpeech().words.shared;
  return (
    <details class="draft-notice">
      <summary>{draft.title}</summary>
      <p>{draft.text}</p>
    </details>
  );
}
