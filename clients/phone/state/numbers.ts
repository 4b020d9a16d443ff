import { holding } from './held.ts';
import { enter, refuse, stay, withVisit, type Answers } from './step.ts';
import { lookAtCard } from './tap.ts';
import type { Trouble } from './trouble.ts';
import { NUMBER_FIELDS, type NumberField, type State, type Step } from './types.ts';

/** One number a screen. What was typed is checked by the screen, before it says that it is entered. */
export const onNumbers: Answers<'numbers'> = {
  entered: (state, { field }, { western = false }) =>
    goTo(field === 'birth' ? withVisit(state, { years: western ? 'western' : null }) : state, field, 1),
  // A card that was extended has its new date in the extra field: its chip decides.
  'card-expired': (state, { field }) =>
    field !== 'expiry' ? stay(state) : refuse(state, { from: 'phone', code: 'card-expired' }, 'extended'),
  back: (state, { field }) => goTo(state, field, -1),
};

function goTo(state: State, field: NumberField, by: 1 | -1): Step {
  const at = NUMBER_FIELDS.indexOf(field) + by;
  if (at < 0)
    return enter(state, { name: 'consent', outdated: false }, { type: 'forget', what: ['numbers'] });
  const next = NUMBER_FIELDS[at];
  if (next) return enter(state, { name: 'numbers', field: next, wrong: null });
  // As before the second tap: the card is asked for at once.
  return lookAtCard(holding(state, 'numbers'));
}

/** The card did not take the numbers: all three are asked for again. */
export const askNumbersAgain = (state: State, wrong: Trouble): Step =>
  enter(state, { name: 'numbers', field: 'birth', wrong }, { type: 'forget', what: ['numbers', 'pin'] });
