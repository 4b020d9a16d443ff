import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Camera, HintEngine } from './ports.ts';
import type { Drawer } from './drawer.ts';
import type { Errands } from './receipt/errands.ts';
import type { Event } from './state/events.ts';
import type { State } from './state/types.ts';

/** What a view may use. */
export interface App {
  state: State;
  dispatch(event: Event): void;
  drawer: Drawer;
  engine: HintEngine;
  /** Cameras of this build, and the one to use. */
  cameras: readonly Camera[];
  camera: Camera;
  chooseCamera(at: number): void;
  errands: Errands;
}

const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { app: App; children: ComponentChildren }) {
  return <AppContext.Provider value={app}>{children}</AppContext.Provider>;
}

/** The app around this view. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('no AppProvider around this view');
  return app;
}

/** The app, in a phase that is known to be the present one. */
export function usePhase<N extends State['phase']['name']>(name: N) {
  const app = useApp();
  const { phase } = app.state;
  if (phase.name !== name) throw new Error(`the phase is ${phase.name}, not ${name}`);
  return { ...app, phase: phase as Extract<State['phase'], { name: N }> };
}
