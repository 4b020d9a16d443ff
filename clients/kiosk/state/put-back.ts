import { onLooked } from './arrival.ts';
import type { Event } from './events.ts';
import { leave } from './leave.ts';
import { enter, stay } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type PutBack = Extract<Phase, { name: 'put-back' }>;

/** The card went away before anything was written: what was typed goes, what was reserved stays. */
export const pulled = (state: State, because: Trouble | null = null): Step =>
  enter(
    state,
    { name: 'put-back', because, another: false },
    { type: 'forget', what: 'all' },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
  );

export function onPutBack(state: State, phase: PutBack, event: Event): Step {
  switch (event.type) {
    case 'reader':
      return state.reader === 'present'
        ? lookAgain(state)
        : stay({ ...state, phase: { ...phase, because: null } });
    case 'retry':
      return lookAgain(state);
    case 'looked':
      return onLooked(state, event);
    case 'cancel':
      return leave(state, 'card-removed');
    default:
      return stay(state);
  }
}

const lookAgain = (state: State): Step => stay(state, { type: 'look', same: true });

/** Not the card this visit began with. */
export const anotherCard = (state: State): Step =>
  enter(
    state,
    { name: 'put-back', because: null, another: true },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
  );
