import type { Step } from './machine.ts';

/** A machine at work: its state, with its effects carried out. */
export interface Store<State, Event> {
  state(): State;
  dispatch(event: Event): void;
  /** Calls back after every change. Answers how to stop. */
  watch(listener: () => void): () => void;
}

/** What an effect may know of the state that asked for it, and a way to tell of what comes before it has ended. */
export interface Asking<State, Outcome> {
  state: State;
  tell(outcome: Outcome): void;
  /** Is the visit that asked still on? What a late effect brings of an earlier one belongs to nobody. */
  wanted(): boolean;
}

interface Parts<State, Event, Effect, Outcome> {
  initial: State;
  reduce(state: State, event: Event, now: number): Step<State, Effect>;
  /** Unix seconds. */
  now(): number;
  /** Does one thing and answers with what came of it, or how it failed; null for nothing to say. Never throws. */
  perform(effect: Effect, asking: Asking<State, Outcome>): Promise<Outcome | null>;
  /** The event that an outcome is, for the visit that asked. */
  eventOf(outcome: Outcome, epoch: number): Event;
  /** What is done before anything has happened. */
  first: Effect;
}

export function createStore<State extends { epoch: number }, Event, Effect, Outcome>(
  parts: Parts<State, Event, Effect, Outcome>,
): Store<State, Event> {
  const { reduce, now, perform, eventOf } = parts;
  const listeners = new Set<() => void>();
  let state = parts.initial;
  const dispatch = (event: Event): void => {
    const step = reduce(state, event, now());
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
    for (const listener of listeners) listener();
  };
  const carryOut = (effect: Effect): void => {
    const { epoch } = state;
    const tell = (outcome: Outcome) => dispatch(eventOf(outcome, epoch));
    const wanted = () => state.epoch === epoch;
    void perform(effect, { state, tell, wanted }).then((outcome) => outcome && tell(outcome));
  };
  carryOut(parts.first);
  return {
    state: () => state,
    dispatch,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
