import { isRetryDue, machineOf, type Everywhere, type Phases } from '#clients/journey/machine.ts';
import { onCheck, onConsent, onRehearsal, onStarted, onWelcome } from './state/arrival.ts';
import type { Effect } from './state/effects.ts';
import type { Event } from './state/events.ts';
import { onFailed, onRefused } from './state/failure.ts';
import { knowing } from './state/held.ts';
import { onHold } from './state/hold.ts';
import { onNumbers } from './state/numbers.ts';
import { onPin } from './state/pin.ts';
import { onOutOfTouch, onPolled, onReceipt } from './state/receipt.ts';
import { onSelfie } from './state/selfie.ts';
import { enter, leave, newVisit, retryOutage, stay } from './state/step.ts';
import { onTap } from './state/tap.ts';
import type { PhaseName, Resume, Service, State, Step } from './state/types.ts';

/** The phone as it is before anything is known. `now` is Unix seconds. */
export const initialState = (now: number): State => ({
  phase: { name: 'starting' },
  visit: newVisit(),
  held: [],
  support: null,
  agreed: null,
  backRefused: false,
  epoch: 0,
  now,
  service: null,
  skew: 0,
  reader: { kind: 'unknown', state: 'unknown' },
  engine: { name: 'idle', share: 0 },
  reservation: null,
  saved: true,
  inTouch: null,
  pollAt: now,
  outage: null,
  waitUntil: null,
  hiddenSince: null,
});

const phases: Phases<State, Event, Effect> = {
  starting: {},
  welcome: onWelcome,
  consent: onConsent,
  check: onCheck,
  numbers: onNumbers,
  tap: onTap,
  pin: onPin,
  hold: onHold,
  selfie: onSelfie,
  receipt: onReceipt,
  rehearsal: onRehearsal,
  refused: onRefused,
};

const everywhere: Everywhere<State, Event, Effect> = {
  failed: onFailed,
  retry: (state, _event, inPhase) => (state.outage ? retryDue(state) : inPhase(state)),
  online: (state) => retryDue({ ...state, pollAt: state.now }),
  leave: (state, _event, inPhase) => (state.outage ? giveUp(state) : inPhase(state)),
  started: onStarted,
  heard: (state, { service }, inPhase) => inPhase(onHeard(state, service)),
  engine: (state, { engine }) => stay({ ...state, engine }),
  polled: onPolled,
  'out-of-touch': onOutOfTouch,
  hidden: (state) => stay({ ...state, hiddenSince: state.now }),
  shown: (state) => {
    const seen = { ...state, hiddenSince: null, pollAt: state.now };
    return isForgotten(state) ? forgetAway(seen) : stay(seen);
  },
  gone: (state) => (hasNothingToLose(state) ? stay(state) : forgetAway(state)),
  back: onBack,
  reader: (state, { reader }, inPhase) => inPhase({ ...state, reader: { ...state.reader, state: reader } }),
  tick: (state, _event, inPhase) => (isForgotten(state) ? forgetAway(state) : inPhase(state)),
};

/** What the phone does next. */
export const reduce = (state: State, event: Event, now: number): Step => knowing(decide(state, event, now));

const decide = machineOf<State, Event, Effect>({ phases, everywhere });

const retryDue = (state: State): Step => (isRetryDue(state) ? retryOutage(state) : stay(state));

function onHeard(state: State, service: Service): State {
  const outage = state.outage?.effect.type === 'ask-service' ? null : state.outage;
  return { ...state, service, outage, skew: service.now - state.now };
}

/** The person does not wait for a call to get through. A reservation that was made stays made. */
const giveUp = (state: State): Step =>
  state.phase.name === 'receipt' ? enter(state, { name: 'receipt', cancelling: 'no' }) : leave(state);

/** Seconds out of sight after which nothing typed or photographed is kept. */
const OUT_OF_SIGHT = 300;
const NOTHING_TO_LOSE = new Set<PhaseName>([
  'starting',
  'welcome',
  'consent',
  'check',
  'receipt',
  'rehearsal',
]);

/** Resumes with which a number may lie in the drawer that is not yet one of three. */
const TYPING = new Set<Resume | null>(['tap', 'extended']);

const hasNothingToLose = ({ phase, held }: State): boolean =>
  held.length === 0 &&
  (NOTHING_TO_LOSE.has(phase.name) || (phase.name === 'refused' && !TYPING.has(phase.resume)));

/** Nobody was there: what was typed is overwritten, and said to be; what was agreed to stays agreed. */
const forgetAway = (state: State): Step =>
  leave(state, {
    name: 'refused',
    trouble: { from: 'phone', code: 'away' },
    resume: state.agreed === null ? 'check' : 'tap',
  });

/** The way back always does something: where there is none at this moment, the screen says so. */
function onBack(state: State, _event: Event, inPhase: (state: State) => Step): Step {
  const back = inPhase({ ...state, outage: null, backRefused: false });
  const moved = back.state.phase !== state.phase || back.effects.length > 0;
  return moved ? back : stay({ ...state, backRefused: true });
}

const isForgotten = (state: State): boolean =>
  state.hiddenSince !== null && state.now - state.hiddenSince > OUT_OF_SIGHT && !hasNothingToLose(state);
