import { onLooked, onOpened } from './arrival.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { giveBack, leave } from './leave.ts';
import { enter, stay, withVisit } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type PutBack = Extract<Phase, { name: 'put-back' }>;

/** The card went away before anything was written: what was typed goes, what was reserved stays. */
export function pulled(state: State, because: Trouble | null = null): Step {
  const { state: kept, effects } = withoutOpenClaim(state);
  return enter(
    kept,
    { name: 'put-back', because, another: false },
    ...effects,
    { type: 'forget', what: 'all' },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
  );
}

/** A claim whose answer never came cannot be made again with a fresh proof: it is given back, and a new one made. */
function withoutOpenClaim(state: State): { state: State; effects: Effect[] } {
  if (!state.visit?.claimAsked || state.visit.claim) return { state, effects: [] };
  const effects = giveBack(state, 'card-removed');
  return { state: withVisit(state, { redemption: null, claimAsked: false }), effects };
}

export function onPutBack(state: State, phase: PutBack, event: Event): Step {
  switch (event.type) {
    case 'reader':
      return state.reader === 'present'
        ? lookAgain(state)
        : stay({ ...state, phase: { ...phase, because: null } });
    case 'retry':
      return lookAgain(state);
    case 'opened':
      return onOpened(state, event);
    case 'looked':
      return onLooked(state, event);
    case 'cancel':
      return leave(state, 'card-removed');
    default:
      return stay(state);
  }
}

const lookAgain = (state: State): Step =>
  stay(
    state,
    state.visit?.redemption ? { type: 'look', same: Boolean(state.visit.claim) } : { type: 'open' },
  );

/** Not the card this visit began with. */
export const anotherCard = (state: State): Step =>
  enter(
    state,
    { name: 'put-back', because: null, another: true },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
  );
