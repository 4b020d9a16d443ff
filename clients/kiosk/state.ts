import { onConsent, onMenu, onPlaceCard, onSelfTest } from './state/arrival.ts';
import { isResult, type Event } from './state/events.ts';
import { onFailed, retryOutage } from './state/failure.ts';
import { onTick } from './state/idle.ts';
import { onDone, onReceipt, onTakeCard } from './state/leave.ts';
import { onConfirm, onFound, onPassword } from './state/password.ts';
import { onPin } from './state/pin.ts';
import { onPutBack } from './state/put-back.ts';
import { onRefused } from './state/refused.ts';
import {
  onEnrol,
  onEnrolled,
  onFlushed,
  onHeard,
  onReader,
  onRefusedHere,
  onStarted,
  onUnheard,
} from './state/service.ts';
import { onNotReset, onSettling } from './state/settle.ts';
import { DEFAULT_SETTINGS, stay, andThen, withVisit } from './state/step.ts';
import type { Phase, PhaseName, State, Step } from './state/types.ts';
import { onWriting } from './state/write.ts';

/** The kiosk as it is before anything is known. `now` is Unix seconds. */
export const initialState = (now: number): State => ({
  phase: { name: 'starting' },
  visit: null,
  epoch: 0,
  now,
  since: now,
  touchedAt: now,
  alarmAt: now,
  reader: 'unknown',
  service: { standing: 'unasked', online: null, kiosk: null, thumbprint: null, skew: 0, askAt: now },
  outage: null,
  settings: DEFAULT_SETTINGS,
  waiting: 0,
  pending: 0,
  flushAt: now,
  unsettled: false,
});

type Handler<N extends PhaseName> = (state: State, phase: Extract<Phase, { name: N }>, event: Event) => Step;

const nothing = (state: State): Step => stay(state);

const handlers: { [N in PhaseName]: Handler<N> } = {
  starting: nothing,
  enrol: onEnrol,
  pending: onMenu,
  'out-of-service': onMenu,
  menu: onMenu,
  'self-test': onSelfTest,
  consent: onConsent,
  'place-card': onPlaceCard,
  pin: onPin,
  found: onFound,
  password: onPassword,
  confirm: onConfirm,
  writing: onWriting,
  done: onDone,
  'put-back': onPutBack,
  settling: onSettling,
  'not-reset': onNotReset,
  refused: onRefused,
  'take-card': onTakeCard,
  receipt: onReceipt,
};

/**
 * What the kiosk does next. Pure: the same state, event and time always give the same step. `now` is Unix seconds.
 * An answer that an earlier visit asked for changes nothing.
 */
export function reduce(before: State, event: Event, now: number): Step {
  if ('epoch' in event && event.epoch !== before.epoch) return stay({ ...before, now });
  const state = { ...before, now };
  // Something got through: what kept it back is over.
  const through = isResult(event) && event.type !== 'failed' && event.type !== 'renewed';
  return dispatch(through || event.type === 'started' ? { ...state, outage: null } : state, event);
}

/** Screens that take an entry. What was sent as a screen changed is nobody's, and goes. */
const TYPED = new Set<PhaseName>(['pin', 'password', 'confirm']);

const onStrayEntry = (state: State, event: Event): Step | null =>
  event.type === 'entered' && !TYPED.has(state.phase.name)
    ? stay(state, { type: 'forget', what: 'all' })
    : null;

function dispatch(state: State, event: Event): Step {
  switch (event.type) {
    case 'tick':
      return onTick(state);
    case 'touch':
      return stay({ ...state, touchedAt: state.now }, { type: 'sound', sound: 'key' });
    case 'settings':
      return stay({ ...state, settings: { ...state.settings, ...event.settings } });
    case 'reader':
      return andThen(onReader({ ...state, reader: event.reader }), (next) => inPhase(next, event));
    case 'retry':
      return state.outage ? retryOutage(state) : inPhase(state, event);
    case 'failed':
      return onFailed(state, event);
    default:
      return onWorld(state, event) ?? onStrayEntry(state, event) ?? inPhase(state, event);
  }
}

function onWorld(state: State, event: Event): Step | null {
  switch (event.type) {
    case 'started':
      return onStarted(state, event);
    case 'heard':
      return onHeard(state, event);
    case 'refused-here':
      return onRefusedHere(state, event);
    case 'unheard':
      return onUnheard(state, event);
    case 'enrolled':
      return onEnrolled(state, event);
    case 'flushed':
      return onFlushed(state, event);
    case 'renewed':
      return stay(state.visit ? withVisit(state, { leaseUntil: event.leaseUntil }) : state);
    case 'online':
      return stay(state, { type: 'hear' }, { type: 'flush', all: true });
    default:
      return null;
  }
}

function inPhase(state: State, event: Event): Step {
  const handler = handlers[state.phase.name] as Handler<PhaseName>;
  return handler(state, state.phase as never, event);
}
