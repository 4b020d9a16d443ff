import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { askPin } from './pin.ts';
import { enter, giveUpAsking, refuse, stay, withVisit, type Answers } from './step.ts';
import { isLinkLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Tap = Extract<Phase, { name: 'tap' }>;

const look = (state: State, { busy }: Tap): Step => (busy ? stay(state) : lookAtCard(state));

/** The first tap spends nothing: it tells tries left, and turns away a card that cannot be served. */
export const onTap: Answers<'tap'> = {
  next: look,
  retry: look,
  reader: (state, phase, { reader }) => (reader === 'present' ? look(state, phase) : stay(state)),
  looked: (state, _phase, event) => onLooked(state, event),
  back: (state, { busy }) =>
    enter(
      busy ? giveUpAsking(state) : state,
      { name: 'numbers', field: 'code', wrong: null },
      ...stopReading(busy),
    ),
};

const stopReading = (reading: boolean): Effect[] => (reading ? [{ type: 'stop-reading' }] : []);

export const lookAtCard = (state: State): Step =>
  enter(state, { name: 'tap', busy: true, trouble: null, since: state.now }, { type: 'look' });

/** Seconds after which a card that is not found is looked for elsewhere on the phone. */
const SLOW = 10;

/** Has no card been found for a while? */
export const isSlow = ({ phase, reader, now }: State): boolean =>
  (phase.name === 'tap' || phase.name === 'hold') &&
  reader.state !== 'present' &&
  phase.since !== undefined &&
  now - phase.since >= SLOW;

type Looked = Extract<Event, { type: 'looked' }>;

function onLooked(state: State, { userPinTries, obstacle }: Looked): Step {
  if (obstacle) return refuse(state, { from: 'precheck', obstacle });
  return askPin(withVisit(state, { userPinTries }), false);
}

/** A card that went away while it was looked at costs nothing. */
export function onLookTrouble(state: State, trouble: Trouble): Step {
  // The person went back meanwhile.
  if (state.phase.name !== 'tap') return stay(state);
  return isLinkLoss(trouble) || isOtherCard(trouble)
    ? enter(state, { name: 'tap', busy: false, trouble })
    : refuse(state, trouble, 'tap');
}

const isOtherCard = (trouble: Trouble) => trouble.from === 'card' && trouble.code === 'not-a-my-number-card';
