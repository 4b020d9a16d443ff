import { render } from 'preact';
import { isLanguage } from '#clients/ui/index.ts';
import '#clients/ui/style/index.css';
import '../../../../kiosk/style/index.css';
import type { Store } from '#clients/kiosk/store.ts';
import type { State } from '#clients/kiosk/state/types.ts';
import { App } from '#clients/kiosk/views/app.tsx';
import { SCREENS } from './states.ts';

/** What the address asks for after its `#`: `screen=pin&language=en&contrast=more&controls=low&text=1.3`. */
function stateOf(hash: string): State {
  const asked = new URLSearchParams(hash.slice(1));
  const state = SCREENS[asked.get('screen') ?? 'menu'] ?? SCREENS['menu']!;
  const language = asked.get('language');
  return {
    ...state,
    settings: {
      ...state.settings,
      language: isLanguage(language) ? language : 'ja',
      highContrast: asked.get('contrast') === 'more',
      lowControls: asked.get('controls') === 'low',
      largeText: asked.get('large') === 'yes',
    },
  };
}

/** A kiosk that stands still in one state and does nothing. */
function stillKiosk(): Store {
  return {
    state: () => stateOf(location.hash),
    dispatch: () => undefined,
    // What was typed is told to the test beside; a kiosk would never.
    enter: (_name, bytes) => void (document.body.dataset['entered'] = String.fromCharCode(...bytes)),
    watch(listener) {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
  };
}

/** Larger text, as a person sets it: everything on the page is measured by the root's size. */
function setTextSize(): void {
  const { style } = document.documentElement;
  const text = Number(new URLSearchParams(location.hash.slice(1)).get('text') ?? 1);
  style.fontSize = '';
  if (text !== 1)
    style.fontSize = `${Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * text}px`;
}

setTextSize();
addEventListener('hashchange', setTextSize);
render(
  <App
    kiosk={stillKiosk()}
    setup={{
      shuffle: false,
      printer: true,
      reader: 'below',
      staff: '2580',
      headphones: false,
      keypad: false,
      helpline: null,
    }}
  />,
  document.getElementById('app')!,
);
