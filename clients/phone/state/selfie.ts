import type { Event } from './events.ts';
import { holding } from './held.ts';
import { askTime, isOverBy, needsTime, onWaiting, renewed, timeLeft, timePassed } from './reading.ts';
import {
  enter,
  giveUpAsking,
  leave,
  mustWait,
  refuse,
  stay,
  waitOf,
  withVisit,
  type Answers,
} from './step.ts';
import { isFaceRefusal, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Selfie = Extract<Phase, { name: 'selfie' }>;

/** Seconds that a challenge must still live for taking the pictures to begin. */
const ENOUGH = 60;

/** Seconds that the pictures take to arrive; what is taken later would not be taken. */
const TO_SEND = 5;
/** Seconds before the end of a challenge from when the person is told. */
const SOON = 30;

const challengeLeft = ({ visit: { liveness }, now, skew }: State): number =>
  liveness ? liveness.expiresAt - now - skew : 0;

/** Are the movements asked for nearly over, while pictures are taken of them? */
export const isEnding = (state: State): boolean => challengeLeft(state) < SOON;

/** The movements were not made in time: others come. */
const onEnded = (state: State): Step =>
  ready(withVisit(state, { liveness: null }), { from: 'phone', code: 'face-slow' });

const ready = (state: State, trouble: Trouble | null): Step =>
  enter(state, { name: 'selfie', stage: 'ready', trouble }, { type: 'forget', what: ['frames'] });

/** Whatever has run out is had first: the reading, then the challenge. `renewedNow`: more time than that is not to be had. */
function begin(state: State, renewedNow = false): Step {
  const { reading } = state.visit;
  if (mustWait(state) || !reading) return stay(state);
  if (timeLeft(state) === 0) return timePassed(state);
  const asking = { name: 'selfie', stage: 'asking', trouble: null } as const;
  const { cardToken } = reading;
  if (needsTime(state) && !renewedNow) return enter(state, asking, { type: 'renew', cardToken });
  if (challengeLeft(state) > ENOUGH) return shoot(state);
  return enter(state, asking, { type: 'challenge', cardToken });
}

const shoot = (state: State): Step => enter(state, { name: 'selfie', stage: 'shooting', trouble: null });

const start = (state: State, { stage }: Selfie): Step => (stage === 'ready' ? begin(state) : stay(state));

/** The face, as often as it takes, without the card. */
export const onSelfie: Answers<'selfie'> = {
  shoot: start,
  retry: start,
  challenged: (state, { stage }, { liveness }) =>
    stage === 'asking' ? shoot(withVisit(state, { liveness })) : stay(state),
  'more-time': (state, { stage }) => (stage === 'ready' ? askTime(state) : stay(state)),
  renewed: (state, { stage }, event) =>
    stage === 'asking' ? begin(renewed(state, event), true) : stay(renewed(state, event)),
  tick: (state, { stage }) => {
    if (stage === 'ready') return onWaiting(state);
    return stage === 'shooting' && challengeLeft(state) <= TO_SEND ? onEnded(state) : stay(state);
  },
  captured: send,
  'not-captured': (state, { stage }, { code }) =>
    stage === 'shooting' ? ready(state, { from: 'phone', code }) : stay(state),
  reserved: (state, _phase, event) => onReserved(state, event),
  back: (state, { stage }) => {
    if (stage === 'asking') return ready(giveUpAsking(state), null);
    return stage === 'shooting' ? ready(state, null) : stay(state);
  },
  leave: (state) => leave(state),
};

function send(state: State, { stage }: Selfie): Step {
  const { reading, liveness } = state.visit;
  if (stage !== 'shooting' || !reading || !liveness) return stay(state);
  const sending = { name: 'selfie', stage: 'sending', trouble: null } as const;
  const { cardToken } = reading;
  return enter(holding(state, 'frames'), sending, { type: 'reserve', cardToken, liveness });
}

type Reserved = Extract<Event, { type: 'reserved' }>;

function onReserved(state: State, { view, saved }: Reserved): Step {
  const made: State = { ...state, reservation: view, saved, skew: view.now - state.now, pollAt: state.now };
  return leave(made, { name: 'receipt', cancelling: 'no' });
}

/** A challenge is used up by its answer, so the next try asks for another one. */
export function onFaceTrouble(state: State, trouble: Trouble): Step {
  const used = withVisit(state, { liveness: null });
  if (trouble.from !== 'service') return refuse(state, trouble, 'tap');
  if (isFaceRefusal(trouble)) return ready(withVisit(used, { faceTries: trouble.triesLeft }), trouble);
  switch (trouble.code) {
    case 'face-attempts-paused':
    case 'challenges-paused': {
      // A pause that is longer than the reading can be worth is waited for before the card is read again.
      if (isOverBy(state, waitOf(state, trouble) ?? state.now)) return refuse(state, trouble, 'tap');
      const paused = ready(used, trouble);
      return { ...paused, state: { ...paused.state, waitUntil: waitOf(state, trouble) } };
    }
    case 'face-attempts-exhausted':
      return refuse(state, trouble);
    case 'token-refused':
    case 'token-used':
      return onLapsed(state, trouble);
    default:
      return refuse(state, trouble, 'tap');
  }
}

/** A challenge that ran out is replaced; when that is refused too, the card's reading ran out. */
function onLapsed(state: State, trouble: Trouble): Step {
  if (timeLeft(state) === 0) return timePassed(state);
  if (!state.visit.liveness) return refuse(state, trouble, 'tap');
  return onEnded(state);
}
