import { stepsOf, type Answers as PhaseAnswers } from '#clients/journey/machine.ts';
import { EVERYTHING_TYPED, type Effect } from './effects.ts';
import type { Event } from './events.ts';
import { needsReload, type Trouble } from './trouble.ts';
import type { Phase, PhaseName, Resume, State, Step, Visit } from './types.ts';

export const newVisit = (): Visit => ({
  userPinTries: null,
  matchingNumberTries: null,
  years: null,
  session: null,
  reading: null,
  renewAt: 0,
  liveness: null,
  faceTries: null,
});

/** Seconds until a call is made again that a fault of the service kept back; without a network the person says when. */
const FAULT_PAUSE = 2;

export const { stay, enter, andThen, withNewVisit, withVisit, suspend, retryOutage } = stepsOf<State, Effect>(
  {
    newVisit,
    entered: () => ({ waitUntil: null, backRefused: false }),
    pause: ({ from }) => (from === 'service' ? FAULT_PAUSE : 0),
    whileAsking: () => null,
  },
);

/** Ends the visit: its answers count no more, and everything typed or photographed is overwritten. */
export function leave(state: State, phase: Phase = { name: 'welcome' }): Step {
  return enter(withNewVisit(state, newVisit()), phase, { type: 'forget', what: EVERYTHING_TYPED });
}

/** Gives up what is being asked for in this visit: its answer counts no more, should it come. */
export const giveUpAsking = (state: State): State => withNewVisit(state, state.visit);

/** Says why it does not go on. With nowhere to go on from, the visit is over; else what was typed of the card stays. */
export function refuse(state: State, trouble: Trouble, wanted: Resume | null = null): Step {
  const resume = needsReload(trouble) ? 'reload' : wanted;
  if (!resume) return leave(state, { name: 'refused', trouble, resume });
  const waitUntil = waitOf(state, trouble);
  const visit = { ...newVisit(), userPinTries: state.visit.userPinTries, years: state.visit.years };
  const refused = enter(
    withNewVisit(state, visit),
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

/** What a phase does about which event. */
export type Answers<N extends PhaseName> = PhaseAnswers<State, Extract<Phase, { name: N }>, Event, Effect>;
