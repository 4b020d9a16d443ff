import { createStore, type Store as StoreOf } from '#clients/journey/store.ts';
import { perform } from './effects/run.ts';
import type { World } from './ports.ts';
import { initialState, reduce } from './state.ts';
import { eventOf, type Event } from './state/events.ts';
import type { State } from './state/types.ts';

/** The phone at work: the state machine and the world it acts on. */
export type Store = StoreOf<State, Event>;

/** Starts the phone: looks up what an earlier life left. */
export const createPhoneStore = (world: World): Store =>
  createStore({
    initial: initialState(world.now()),
    reduce,
    now: world.now,
    perform: (effect, asking) => perform(world, effect, asking),
    eventOf,
    first: { type: 'start' },
  });
