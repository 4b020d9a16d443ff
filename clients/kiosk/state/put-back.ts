import { askCard, onLooked, onOpened } from './arrival.ts';
import type { Effect } from './effects.ts';
import { giveBack, leave } from './leave.ts';
import { enter, stay, withVisit, type Answers } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { State, Step } from './types.ts';

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

export const onPutBack: Answers<'put-back'> = {
  reader: (state, phase) =>
    state.reader === 'present' ? askCard(state) : stay({ ...state, phase: { ...phase, because: null } }),
  retry: askCard,
  opened: (state, _phase, event) => onOpened(state, event),
  looked: (state, _phase, event) => onLooked(state, event),
  cancel: (state) => leave(state, 'card-removed'),
};

/** Not the card this visit began with. */
export const anotherCard = (state: State): Step =>
  enter(
    state,
    { name: 'put-back', because: null, another: true },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
  );
