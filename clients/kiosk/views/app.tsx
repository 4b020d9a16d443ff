import { KeyTone, LANGUAGES, LiveRegion, SpeechProvider, type Language } from '#clients/ui/index.ts';
import { loadFonts } from '#clients/ui/fonts/load.ts';
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { countdown, ENDS_BY_ITSELF } from '../state/idle.ts';
import type { State } from '../state/types.ts';
import type { Store } from '../store.ts';
import { loadKioskWords } from '../words.ts';
import { useMillimetres } from '../boot/size.ts';
import { FirstPicture } from '../boot/first-picture.tsx';
import { useKeypad } from '../keypad/use-keypad.ts';
import { KioskProvider, useKiosk, useKioskState } from './context.tsx';
import { IdleDialog, OpenDialog } from './dialogs.tsx';
import { CardLeft, EndNote, Tools } from './overlays.tsx';
import { PhaseScreen, type Setup } from './phase-screen.tsx';

interface AppProps {
  kiosk: Store;
  setup: Setup;
  /** What a lab build adds under the screen. */
  children?: ComponentChildren;
}

/** The whole kiosk. */
export function App({ kiosk, setup, children }: AppProps) {
  const state = useKioskState(kiosk);
  const { language } = state.settings;
  const choose = useCallback(
    (chosen: Language) => kiosk.dispatch({ type: 'settings', settings: { language: chosen } }),
    [kiosk],
  );
  const chosen = useMemo(() => ({ language, choose }), [language, choose]);
  const tone = useCallback((taken: boolean) => kiosk.dispatch({ type: 'press', taken }), [kiosk]);
  useTouches(kiosk);
  useKeypad(kiosk, state);
  useButtonTone(tone);
  useEffect(() => void LANGUAGES.forEach((known) => void loadFonts(known)), []);
  useLook(state);
  useMillimetres();
  const left = countdown(state);
  return (
    <SpeechProvider load={loadKioskWords} chosen={chosen} meanwhile={<FirstPicture name="starting" />}>
      <KioskProvider value={kiosk}>
        <KeyTone.Provider value={tone}>
          <LiveRegion>
            <div class="kiosk">
              <CardLeft state={state} />
              <PhaseScreen state={state} setup={setup} />
              <EndNote state={state} />
              <Tools state={state} />
              <OpenDialog state={state} setup={setup} />
              {left !== null && !ENDS_BY_ITSELF.has(state.phase.name) && <IdleDialog left={left} />}
            </div>
            {state.settings.dark && <Curtain />}
            {children}
          </LiveRegion>
        </KeyTone.Provider>
      </KioskProvider>
    </SpeechProvider>
  );
}

/** A menu of the browser, opened by a hand that rests, would take every finger off the glass. */
const refuse = (event: Event): void => event.preventDefault();

/** Tells the kiosk that somebody is there. */
function useTouches(kiosk: Store): void {
  useEffect(() => {
    const touch = () => kiosk.dispatch({ type: 'touch' });
    // Before anybody else: what they do may be said, and is not to be silenced by the touch that caused it.
    addEventListener('pointerdown', touch, true);
    addEventListener('keydown', touch, true);
    addEventListener('contextmenu', refuse);
    return () => {
      removeEventListener('pointerdown', touch, true);
      removeEventListener('keydown', touch, true);
      removeEventListener('contextmenu', refuse);
    };
  }, [kiosk]);
}

/** Buttons that are no keys are heard too, when they are pressed. */
function useButtonTone(tone: (taken: boolean) => void): void {
  useEffect(() => {
    const hear = ({ target }: Event) => {
      if (target instanceof Element && target.closest('button:not([data-key]), summary, select')) tone(true);
    };
    addEventListener('click', hear);
    return () => removeEventListener('click', hear);
  }, [tone]);
}

/** A dark screen in front of somebody who listens. A touch lights it, and does nothing else. */
function Curtain() {
  const { dispatch } = useKiosk();
  const light = () => dispatch({ type: 'settings', settings: { dark: false } });
  return <div class="curtain" onMouseDown={(event) => event.preventDefault()} onPointerDown={light} />;
}

/** Styles go by attributes of the page. */
function useLook({ settings: { dark, highContrast, largeText, lowControls } }: State): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['contrast'] = highContrast ? 'more' : 'normal';
    dataset['controls'] = lowControls ? 'low' : 'normal';
    dataset['text'] = largeText ? 'large' : 'normal';
    dataset['curtain'] = dark ? 'drawn' : 'open';
  }, [dark, highContrast, largeText, lowControls]);
}
