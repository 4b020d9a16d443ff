import type { Event } from './events.ts';
import { enter, leave, mustWait, refuse, stay, waitOf, withVisit, type Answers } from './step.ts';
import { isFaceRefusal, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Selfie = Extract<Phase, { name: 'selfie' }>;

/** Seconds that a challenge must still live for taking the pictures to begin. */
const ENOUGH = 60;

const ready = (state: State, trouble: Trouble | null): Step =>
  enter(state, { name: 'selfie', stage: 'ready', trouble }, { type: 'forget', what: ['frames'] });

function begin(state: State): Step {
  const { cardToken, liveness } = state.visit;
  if (mustWait(state) || !cardToken) return stay(state);
  if (liveness && liveness.expiresAt - state.now - state.skew > ENOUGH) return shoot(state);
  const asking = { name: 'selfie', stage: 'asking', trouble: null } as const;
  return enter(state, asking, { type: 'challenge', cardToken });
}

const shoot = (state: State): Step => enter(state, { name: 'selfie', stage: 'shooting', trouble: null });

const start = (state: State, { stage }: Selfie): Step => (stage === 'ready' ? begin(state) : stay(state));

/** The face, as often as it takes, without the card. */
export const onSelfie: Answers<'selfie'> = {
  shoot: start,
  retry: start,
  challenged: (state, _phase, { liveness }) => shoot(withVisit(state, { liveness })),
  captured: send,
  'not-captured': (state, _phase, { code }) => ready(state, { from: 'phone', code }),
  reserved: (state, _phase, event) => onReserved(state, event),
  back: (state, { stage }) => (stage === 'shooting' ? ready(state, null) : stay(state)),
  leave: (state) => leave(state),
};

function send(state: State, { stage }: Selfie): Step {
  const { cardToken, liveness } = state.visit;
  if (stage !== 'shooting' || !cardToken || !liveness) return stay(state);
  const sending = { name: 'selfie', stage: 'sending', trouble: null } as const;
  return enter(state, sending, { type: 'reserve', cardToken, liveness });
}

type Reserved = Extract<Event, { type: 'reserved' }>;

function onReserved(state: State, { view, saved }: Reserved): Step {
  const made: State = { ...state, reservation: view, saved, skew: view.now - state.now, pollAt: state.now };
  return leave(made, { name: 'result' });
}

/** A challenge is used up by its answer, so the next try asks for another one. */
export function onFaceTrouble(state: State, trouble: Trouble): Step {
  const used = withVisit(state, { liveness: null });
  if (trouble.from !== 'service') return refuse(state, trouble, 'tap');
  if (isFaceRefusal(trouble)) return ready(withVisit(used, { faceTries: trouble.triesLeft }), trouble);
  switch (trouble.code) {
    case 'face-attempts-paused':
    case 'challenges-paused': {
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
  const { cardToken, liveness } = state.visit;
  if (!liveness || !cardToken) return refuse(state, trouble, 'tap');
  const fresh = withVisit(state, { liveness: null });
  return ready(fresh, { from: 'phone', code: 'face-slow' });
}
