import { initialState, reduce } from './state.ts';
import type { Effect } from './state/effects.ts';
import type { Event } from './state/events.ts';
import type { State } from './state/types.ts';

/** The state machine with its effects carried out. */
export interface Store {
  state(): State;
  dispatch(event: Event): void;
  /** Calls back after every change. Answers how to stop. */
  watch(listener: () => void): () => void;
}

interface StoreParts {
  /** Unix seconds. */
  now(): number;
  /** Carries out one effect of a visit. */
  run(effect: Effect, epoch: number): void;
}

export function createStore({ now, run }: StoreParts): Store {
  const listeners = new Set<() => void>();
  let state = initialState(now());
  return {
    state: () => state,
    dispatch(event) {
      const step = reduce(state, event, now());
      state = step.state;
      for (const effect of step.effects) run(effect, state.epoch);
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
