import { createStore, type Store as StoreOf } from '#clients/journey/store.ts';
import type { EntryName } from './effects/entries.ts';
import { perform } from './effects/run.ts';
import type { World } from './ports.ts';
import { initialState, reduce } from './state.ts';
import { eventOf, type Event } from './state/events.ts';
import type { Settings, State } from './state/types.ts';

/** The kiosk at work: the state machine and the world it acts on. */
export interface Store extends StoreOf<State, Event> {
  /** Takes over what was typed, and says that the entry is complete. */
  enter(name: EntryName, bytes: Uint8Array<ArrayBuffer>): void;
}

/** Starts the kiosk: looks up what an earlier life left. `begins`: what each person begins with; with headphones. */
export function createKioskStore(world: World, ...begins: [usual?: Settings, listening?: Settings]): Store {
  const store = createStore({
    initial: initialState(world.clock.now(), world.page, ...begins),
    reduce,
    now: world.clock.now,
    perform: (effect, asking) => perform(world, effect, asking),
    eventOf,
    first: { type: 'start' },
  });
  return {
    ...store,
    enter(name, bytes) {
      world.entries.keep(name, bytes);
      store.dispatch({ type: 'entered' });
    },
  };
}
