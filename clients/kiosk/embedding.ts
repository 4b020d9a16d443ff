import { isLanguage, type Language } from '#clients/ui/index.ts';
import { isHome } from './state/step.ts';
import type { Store } from './store.ts';

// EMBEDDING.md says it for those whose page has this one in a frame. Who that may be is the browser's to hold: the pages are
// built for one origin, and every other is refused the frame.

/** What the page around says when somebody has chosen this service in its menu. */
export interface Start {
  kaijo: 'start';
  language: Language;
}

/** What it is told when nobody needs this page any more. `unavailable`: no visit began. */
export interface Finished {
  kaijo: 'finished';
  outcome: 'done' | 'not-done' | 'unavailable';
}

/** The part of a window that is used; a test has its own. */
type Frame = Pick<Window, 'addEventListener' | 'parent' | 'location'>;

/** Milliseconds for the page to find its service and reader, before it says that it is not available. */
const PATIENCE = 20_000;

const readStart = (data: unknown): Start | null => {
  const { kaijo, language } = Object(data) as { kaijo?: unknown; language?: unknown };
  if (kaijo !== 'start') return null;
  return { kaijo, language: isLanguage(language) ? language : 'ja' };
};

/**
 * The page around this one, if there is one: it is listened to from the first moment, for it may be told that there is no
 * kiosk here. `attach` brings the kiosk.
 */
export function machineAround(frame: Frame = window): { attach(store: Store): void } {
  const [around] = frame.location.ancestorOrigins ?? [];
  if (!around) return { attach: () => undefined };
  const visit = new WatchedVisit((outcome) => {
    const finished: Finished = { kaijo: 'finished', outcome };
    frame.parent.postMessage(finished, around);
  });
  frame.addEventListener('message', ({ source, data }) => {
    const start = source === frame.parent ? readStart(data) : null;
    if (start) visit.ask(start);
  });
  return visit;
}

/** One visit after another, as the page around counts them. */
class WatchedVisit {
  readonly #tell: (outcome: Finished['outcome']) => void;
  #store: Store | null = null;
  /** Asked for, and not begun yet. */
  #start: Start | null = null;
  #late: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #done = false;

  constructor(tell: (outcome: Finished['outcome']) => void) {
    this.#tell = tell;
  }

  attach(store: Store): void {
    this.#store = store;
    store.watch(() => this.#follow(store));
    this.#follow(store);
  }

  /** Asked again in a visit it is that visit's end that answers. */
  ask(start: Start): void {
    this.#start = start;
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.#start && this.#end('unavailable'), PATIENCE);
    if (this.#store) this.#follow(this.#store);
  }

  #follow(store: Store): void {
    const state = store.state();
    const { name } = state.phase;
    if (!isHome(state)) {
      this.#done ||= name === 'receipt' || name === 'done';
      this.#running = true;
      this.#start = null;
    } else if (this.#running) this.#end(this.#done ? 'done' : 'not-done');
    else if (this.#start && name !== 'starting') this.#begin(store, this.#start, name === 'menu');
  }

  #begin({ dispatch }: Store, { language }: Start, isReady: boolean): void {
    if (!isReady) return this.#end('unavailable');
    this.#start = null;
    dispatch({ type: 'settings', settings: { language } });
    dispatch({ type: 'begin' });
  }

  #end(outcome: Finished['outcome']): void {
    this.#start = null;
    this.#running = false;
    this.#done = false;
    this.#tell(outcome);
  }
}
