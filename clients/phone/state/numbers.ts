import type { Event } from './events.ts';
import { enter, refuse, stay } from './step.ts';
import type { Trouble } from './trouble.ts';
import { NUMBER_FIELDS, type Phase, type State, type Step } from './types.ts';

type Numbers = Extract<Phase, { name: 'numbers' }>;

/** One number a screen. What was typed is checked by the screen, before it says that it is entered. */
export function onNumbers(state: State, phase: Numbers, event: Event): Step {
  switch (event.type) {
    case 'entered':
      return goTo(state, phase, 1);
    case 'card-expired':
      return refuse(state, { from: 'phone', code: 'card-expired' });
    case 'back':
      return goTo(state, phase, -1);
    default:
      return stay(state);
  }
}

function goTo(state: State, { field }: Numbers, by: 1 | -1): Step {
  const at = NUMBER_FIELDS.indexOf(field) + by;
  if (at < 0) return enter(state, { name: 'check' }, { type: 'forget', what: ['numbers'] });
  const next = NUMBER_FIELDS[at];
  if (next) return enter(state, { name: 'numbers', field: next, wrong: null });
  return enter(state, { name: 'tap', busy: false, trouble: null });
}

/** The card did not take the numbers: all three are asked for again. */
export const askNumbersAgain = (state: State, wrong: Trouble): Step =>
  enter(state, { name: 'numbers', field: 'birth', wrong }, { type: 'forget', what: ['numbers', 'pin'] });
