import { onCheck, onConsent, onRehearsal, onStarted, onWelcome } from './state/arrival.ts';
import type { Event } from './state/events.ts';
import { onFailed, retryOutage } from './state/failure.ts';
import { onHold } from './state/hold.ts';
import { onNumbers } from './state/numbers.ts';
import { onPin } from './state/pin.ts';
import { onOutOfTouch, onPolled, onReceipt, onResult } from './state/receipt.ts';
import { onRefused } from './state/refused.ts';
import { onSelfie } from './state/selfie.ts';
import { enter, leave, newVisit, stay } from './state/step.ts';
import { onTap } from './state/tap.ts';
import type { Phase, PhaseName, Service, State, Step } from './state/types.ts';

/** The phone as it is before anything is known. `now` is Unix seconds. */
export const initialState = (now: number): State => ({
  phase: { name: 'starting' },
  visit: newVisit(),
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

type Handler<N extends PhaseName> = (state: State, phase: Extract<Phase, { name: N }>, event: Event) => Step;

const handlers: { [N in PhaseName]: Handler<N> } = {
  starting: (state) => stay(state),
  welcome: onWelcome,
  consent: onConsent,
  check: onCheck,
  numbers: onNumbers,
  tap: onTap,
  pin: onPin,
  hold: onHold,
  selfie: onSelfie,
  result: onResult,
  receipt: onReceipt,
  rehearsal: onRehearsal,
  refused: onRefused,
};

/**
 * What the phone does next. Pure: the same state, event and time always give the same step. `now` is Unix seconds.
 * An answer that an earlier visit asked for changes nothing.
 */
export function reduce(before: State, event: Event, now: number): Step {
  const state = { ...before, now };
  if ('epoch' in event && event.epoch !== before.epoch) return stay(state);
  switch (event.type) {
    case 'failed':
      return onFailed(state, event);
    case 'retry':
      return state.outage ? retryOutage(state) : inPhase(state, event);
    case 'online':
      return retryOutage({ ...state, pollAt: state.now });
    case 'leave':
      return state.outage ? giveUp(state) : inPhase(state, event);
    default:
      return onWorld(state, event) ?? inPhase(state, event);
  }
}

type World = { [T in Event['type']]?: (state: State, event: Extract<Event, { type: T }>) => Step };

/** What is the same in every phase. */
const world: World = {
  started: onStarted,
  heard: (state, { service }) => onHeard(state, service),
  engine: (state, { engine }) => stay({ ...state, engine }),
  polled: onPolled,
  'out-of-touch': onOutOfTouch,
  hidden: (state) => stay({ ...state, hiddenSince: state.now }),
  shown: onShown,
  gone: (state) => (NOTHING_TO_LOSE.has(state.phase.name) ? stay(state) : leave(state)),
  reader: (state, event) => inPhase({ ...state, reader: { ...state.reader, state: event.reader } }, event),
  tick: onTick,
};

function onWorld(state: State, event: Event): Step | null {
  const answer = world[event.type] as ((state: State, event: Event) => Step) | undefined;
  return answer?.(state, event) ?? null;
}

function onHeard(state: State, service: Service): Step {
  const outage = state.outage?.effect.type === 'ask-service' ? null : state.outage;
  return stay({ ...state, service, outage, skew: service.now - state.now });
}

/** The person does not wait for a call to get through. A reservation that was made stays made. */
const giveUp = (state: State): Step =>
  state.phase.name === 'receipt' ? enter(state, { name: 'receipt', cancelling: 'no' }) : leave(state);

/** Seconds out of sight after which nothing typed or photographed is kept. */
const OUT_OF_SIGHT = 300;
const NOTHING_TO_LOSE = new Set<PhaseName>(['starting', 'welcome', 'result', 'receipt', 'rehearsal']);

function onTick(state: State, event: Event): Step {
  const { hiddenSince, phase } = state;
  const forgotten = hiddenSince !== null && state.now - hiddenSince > OUT_OF_SIGHT;
  return forgotten && !NOTHING_TO_LOSE.has(phase.name) ? leave(state) : inPhase(state, event);
}

function onShown(state: State): Step {
  const step = onTick(state, { type: 'tick' });
  return { ...step, state: { ...step.state, hiddenSince: null, pollAt: state.now } };
}

function inPhase(state: State, event: Event): Step {
  const handler = handlers[state.phase.name] as Handler<PhaseName>;
  return handler(state, state.phase as never, event);
}
