import { EVERYTHING_TYPED, type Effect } from './effects.ts';
import type { Event } from './events.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, Resume, State, Step, Visit } from './types.ts';

export const newVisit = (): Visit => ({
  userPinTries: null,
  matchingNumberTries: null,
  session: null,
  cardToken: null,
  liveness: null,
  faceTries: null,
});

export const stay = (state: State, ...effects: Effect[]): Step => ({ state, effects });

/** Changes the phase; whatever could not be done in the phase before is given up. */
export const enter = (state: State, phase: Phase, ...effects: Effect[]): Step => ({
  state: { ...state, phase, outage: null, waitUntil: null },
  effects,
});

export const withVisit = (state: State, change: Partial<Visit>): State => ({
  ...state,
  visit: { ...state.visit, ...change },
});

/** Ends the visit: its answers count no more, and everything typed or photographed is overwritten. */
export function leave(state: State, phase: Phase = { name: 'welcome' }): Step {
  const over: State = { ...state, visit: newVisit(), epoch: state.epoch + 1 };
  return enter(over, phase, { type: 'forget', what: EVERYTHING_TYPED });
}

/** Says why it does not go on. With nowhere to go on from, the visit is over; else what was typed of the card stays. */
export function refuse(state: State, trouble: Trouble, resume: Resume | null = null): Step {
  if (!resume) return leave(state, { name: 'refused', trouble, resume });
  const waitUntil = waitOf(state, trouble);
  const visit = { ...newVisit(), userPinTries: state.visit.userPinTries };
  const next: State = { ...state, visit, epoch: state.epoch + 1 };
  const refused = enter(
    next,
    { name: 'refused', trouble, resume },
    { type: 'forget', what: ['pin', 'card', 'frames'] },
  );
  return { ...refused, state: { ...refused.state, waitUntil } };
}

/** Until when the service asks to wait, on this device's clock. */
export const waitOf = (state: State, trouble: Trouble): number | null =>
  trouble.from === 'service' && trouble.retryAfter ? state.now + trouble.retryAfter : null;

/** Is a wait that the service asked for still on? */
export const mustWait = ({ waitUntil, now }: State): boolean => waitUntil !== null && now < waitUntil;

type Answers<P extends Phase> = {
  [T in Event['type']]?: (state: State, phase: P, event: Extract<Event, { type: T }>) => Step;
};

/** A phase as a table of what it does about which event; anything else changes nothing. */
export const answering =
  <P extends Phase>(answers: Answers<P>) =>
  (state: State, phase: P, event: Event): Step => {
    const answer = answers[event.type] as ((state: State, phase: P, event: Event) => Step) | undefined;
    return answer ? answer(state, phase, event) : stay(state);
  };
