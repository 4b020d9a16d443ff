import { otherYears } from './birth-years.ts';
import type { Event } from './events.ts';
import { holding } from './held.ts';
import { askNumbersAgain } from './numbers.ts';
import { askPin, holdCard } from './pin.ts';
import { timePassed } from './reading.ts';
import { andThen, enter, giveUpAsking, refuse, stay, withVisit, type Answers } from './step.ts';
import { isLinkLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Hold = Extract<Phase, { name: 'hold' }>;

const again = (state: State, phase: Hold): Step => (phase.trouble ? readCard(state) : stay(state));

/** Before the card was found, or after it was lost. */
function goBack(state: State, { stage, step, trouble }: Hold): Step {
  if (trouble) return askPin(state, false);
  if (stage === 'opening') return askPin(giveUpAsking(state), false);
  if (stage !== 'card' || step !== null) return stay(state);
  return andThen(askPin(giveUpAsking(state), false), (next) => stay(next, { type: 'stop-reading' }));
}

/** The second tap: the card proves itself, and the service looks at the proof. */
export const onHold: Answers<'hold'> = {
  opened: (state, _phase, { session }) => {
    const opened = withVisit({ ...state, support: session.support }, { session });
    // Opened just now, and over by this phone's clock: another one would be too.
    return isOver(opened) ? timePassed(opened) : readCard(opened);
  },
  step: (state, phase, { step }) => stay({ ...state, phase: { ...phase, step } }),
  proved: (state, phase) => present(holding(state, 'card'), phase),
  presented: (state, _phase, event) => onPresented(state, event),
  next: again,
  retry: again,
  reader: (state, phase, { reader }) => (reader === 'present' ? again(state, phase) : stay(state)),
  back: goBack,
};

/** Seconds that a session must still live for the card to be read under it. */
const ENOUGH = 60;

/** The card is not asked to answer a session that will not live to see the answer. */
const isOver = ({ visit: { session }, now, skew }: State): boolean =>
  !session || session.expiresAt - now - skew < ENOUGH;

function readCard(state: State): Step {
  const { session, userPinTries, matchingNumberTries, years } = state.visit;
  if (!session || isOver(state)) return holdCard(state);
  const reading = { name: 'hold', stage: 'card', step: null, trouble: null, since: state.now } as const;
  const confirmLastPin = userPinTries === 1;
  const confirmLastNumbers = matchingNumberTries === 1;
  return enter(state, reading, {
    type: 'prove',
    session,
    confirmLastPin,
    confirmLastNumbers,
    ...(years ? { years } : {}),
  });
}

/** The card is not needed any more, nor the PIN. */
function present(state: State, phase: Hold): Step {
  const { session } = state.visit;
  if (!session) return stay(state);
  const sending: Phase = { ...phase, stage: 'sending', step: null };
  return enter(state, sending, { type: 'forget', what: ['pin'] }, { type: 'present', session });
}

type Presented = Extract<Event, { type: 'presented' }>;

function onPresented(state: State, { card }: Presented): Step {
  const { liveness, triesLeft, ...reading } = card;
  const next = withVisit(state, { reading, liveness, faceTries: triesLeft, session: null });
  const ready = { name: 'selfie', stage: 'ready', trouble: null } as const;
  return enter(next, ready, { type: 'forget', what: ['numbers', 'card'] }, { type: 'load-engine' });
}

/** Of a card that did not take PIN or numbers, or went away in the middle. */
export function onProveTrouble(state: State, trouble: Trouble): Step {
  if (state.phase.name !== 'hold') return stay(state);
  if (isLinkLoss(trouble)) return enter(state, { name: 'hold', stage: 'card', step: null, trouble });
  if (trouble.from !== 'card') return refuse(state, trouble, trouble.from === 'phone' ? 'tap' : null);
  return trouble.reference === 'matching-number'
    ? onNumberTrouble(state, trouble)
    : onPinTrouble(state, trouble);
}

type CardTrouble = Extract<Trouble, { from: 'card' }>;

function onNumberTrouble(state: State, trouble: CardTrouble): Step {
  const blocked = trouble.code === 'pin-blocked' || trouble.triesLeft === 0;
  if (blocked) return refuse(state, { ...trouble, code: 'pin-blocked' });
  const matchingNumberTries = trouble.code === 'pin-last-try' ? 1 : trouble.triesLeft;
  const years = otherYears(state.visit.years, matchingNumberTries);
  if (years) return readCard(withVisit(state, { matchingNumberTries, years }));
  return askNumbersAgain(withVisit(state, { matchingNumberTries }), trouble);
}

const TYPE_AGAIN = new Set(['pin-wrong', 'pin-last-try', 'pin-format']);

function onPinTrouble(state: State, trouble: CardTrouble): Step {
  if (trouble.code === 'pin-wrong' && trouble.triesLeft === 0)
    return refuse(state, { ...trouble, code: 'pin-blocked' });
  if (!TYPE_AGAIN.has(trouble.code)) return refuse(state, trouble, resumeOf(trouble));
  const userPinTries = trouble.code === 'pin-last-try' ? 1 : (trouble.triesLeft ?? state.visit.userPinTries);
  return askPin(withVisit(state, { userPinTries }), trouble.code === 'pin-wrong');
}

const AGAIN = new Set(['not-a-my-number-card', 'card-data', 'card-refused', 'authorisation-refused']);
const resumeOf = ({ code }: CardTrouble) => (AGAIN.has(code) ? 'tap' : null);
