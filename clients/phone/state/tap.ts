import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { enter, refuse, stay, withVisit } from './step.ts';
import { isLinkLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Tap = Extract<Phase, { name: 'tap' }>;

/** The first tap spends nothing: it tells tries left, and turns away a card that cannot be served. */
export function onTap(state: State, phase: Tap, event: Event): Step {
  switch (event.type) {
    case 'next':
    case 'retry':
      return phase.busy ? stay(state) : lookAtCard(state);
    case 'reader':
      return event.reader === 'present' && !phase.busy ? lookAtCard(state) : stay(state);
    case 'looked':
      return onLooked(state, event);
    case 'back':
      return enter(state, { name: 'numbers', field: 'code', wrong: null }, ...stopReading(phase.busy));
    default:
      return stay(state);
  }
}

const stopReading = (reading: boolean): Effect[] => (reading ? [{ type: 'stop-reading' }] : []);

const lookAtCard = (state: State): Step =>
  enter(state, { name: 'tap', busy: true, trouble: null }, { type: 'look' });

type Looked = Extract<Event, { type: 'looked' }>;

function onLooked(state: State, { userPinTries, obstacle }: Looked): Step {
  if (obstacle) return refuse(state, { from: 'precheck', obstacle });
  return askPin(withVisit(state, { userPinTries }), false);
}

/** Asks for the PIN; with one try left, first whether the person is sure. */
export const askPin = (state: State, wrong: boolean): Step =>
  enter(
    state,
    { name: 'pin', wrong, guard: state.visit.userPinTries === 1 },
    { type: 'forget', what: ['pin'] },
  );

/** A card that went away while it was looked at costs nothing. */
export function onLookTrouble(state: State, trouble: Trouble): Step {
  // The person went back meanwhile.
  if (state.phase.name !== 'tap') return stay(state);
  return isLinkLoss(trouble) || isOtherCard(trouble)
    ? enter(state, { name: 'tap', busy: false, trouble })
    : refuse(state, trouble, 'tap');
}

const isOtherCard = (trouble: Trouble) => trouble.from === 'card' && trouble.code === 'not-a-my-number-card';
