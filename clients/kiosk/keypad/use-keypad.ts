import { useEffect, useRef } from 'preact/hooks';
import { LANGUAGES } from '#clients/ui/index.ts';
import { isSpoken } from '#clients/words/spoken.ts';
import type { Loudness, Settings, State } from '../state/types.ts';
import type { Store } from '../store.ts';
import { moveFocus, pressFocused, pressStop } from './focus.ts';
import { meaningOf, type Begun, type Command, type Pressed, type Typed } from './places.ts';

const LOUDER: Record<Loudness, Loudness> = { quiet: 'usual', usual: 'loud', loud: 'quiet' };
const SPOKEN = LANGUAGES.filter(isSpoken);

/** What somebody can type now. A dialog over it takes all keys. */
function typedNow(): Typed {
  if (document.querySelector('dialog[open]')) return null;
  if (document.querySelector('.composer')) return 'characters';
  return document.querySelector('.pin-pad') ? 'digits' : null;
}

/** Changes what the person may choose. */
const choosing =
  (choice: (settings: Settings) => Partial<Settings>) =>
  ({ dispatch, state }: Store): boolean => {
    dispatch({ type: 'settings', settings: choice(state().settings) });
    return true;
  };

const nextSpoken = ({ language }: Settings) =>
  SPOKEN[(SPOKEN.findIndex((known) => known === language) + 1) % SPOKEN.length]!;

/** Does it; false where there was nothing to do. */
const actions: Record<Command, (kiosk: Store) => boolean> = {
  press: pressFocused,
  stop: pressStop,
  back: () => moveFocus(-1),
  on: () => moveFocus(1),
  again({ dispatch }) {
    dispatch({ type: 'again' });
    return true;
  },
  help({ dispatch, state }) {
    dispatch({ type: 'open', what: state().open === 'help' ? null : 'help' });
    return true;
  },
  dark: choosing(({ dark }) => ({ dark: !dark })),
  loudness: choosing(({ loudness }) => ({ loudness: LOUDER[loudness] })),
  language: choosing((settings) => ({ language: nextSpoken(settings) })),
};

/** Pressed by somebody, alone, and not into a field. */
function isForKeypad({ isTrusted, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const field = target instanceof Element && target.closest('input, textarea') !== null;
  return isTrusted && !ctrlKey && !metaKey && !altKey && !field;
}

/** Makes a keypad work every screen, once somebody has pressed its star or the machine has one for everybody. */
export function useKeypad(kiosk: Store, { phase, open, settings: { keypad } }: State): void {
  const begun = useRef<Begun>(null);
  useEffect(() => void (begun.current = null), [phase, open]);
  useEffect(() => {
    const mean = (key: string): Pressed => {
      if (!keypad) return key === '*' ? { is: 'command', command: 'again' } : { is: 'other' };
      return meaningOf(key, typedNow(), begun.current);
    };
    const listen = (event: KeyboardEvent) => {
      if (!isForKeypad(event)) return;
      const meaning = mean(event.key);
      if (meaning.is === 'other') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) act(kiosk, meaning, begun);
    };
    addEventListener('keydown', listen, true);
    return () => removeEventListener('keydown', listen, true);
  }, [kiosk, keypad]);
}

function act(kiosk: Store, meaning: Pressed, begun: { current: Begun }): void {
  const { dispatch, state } = kiosk;
  begun.current = meaning.is === 'begun' ? meaning.begun : null;
  // The pad on the screen says itself whether it took the key.
  if (meaning.is === 'key') return void dispatchEvent(new KeyboardEvent('keydown', { key: meaning.key }));
  dispatch({ type: 'touch' });
  if (!state().settings.keypad) dispatch({ type: 'settings', settings: { speech: true, keypad: true } });
  else if (meaning.is === 'command') return tell(kiosk, actions[meaning.command](kiosk));
  tell(kiosk, meaning.is !== 'refused');
}

const tell = ({ dispatch }: Store, taken: boolean): void => dispatch({ type: 'press', taken });
