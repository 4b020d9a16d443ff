import { machineOf, type Everywhere, type Phases } from '#clients/journey/machine.ts';
import { onConsent, onIdle, onMenu, onPlaceCard, onSelfTest } from './state/arrival.ts';
import type { Effect } from './state/effects.ts';
import { onHeadphones } from './state/headphones.ts';
import { isResult, type Event } from './state/events.ts';
import { onFailed } from './state/failure.ts';
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
  onPrinter,
  onReader,
  onRefusedHere,
  onStarted,
  onUnheard,
} from './state/service.ts';
import { onNotReset, onSettling } from './state/settle.ts';
import { aloud, say, saying, sayMissed } from './state/speech.ts';
import { andThen, DEFAULT_SETTINGS, retryOutage, stay, withVisit } from './state/step.ts';
import type { PhaseName, Settings, State, Step } from './state/types.ts';
import { onWriting } from './state/write.ts';

/**
 * The kiosk as it is before anything is known. `now` is Unix seconds; `page` the version of this page; `usual` what the
 * machine begins with, `listening` with headphones in it.
 */
export const initialState = (
  now: number,
  page: string,
  usual: Settings = DEFAULT_SETTINGS,
  listening: Settings = { ...usual, speech: true },
): State => ({
  phase: { name: 'starting' },
  visit: null,
  epoch: 0,
  now,
  since: now,
  touchedAt: now,
  warnedFor: 0,
  reader: 'unknown',
  card: { lies: false, laidAt: 0, takenAt: 0, left: null },
  service: { standing: 'unasked', online: null, kiosk: null, thumbprint: null, skew: 0, askAt: now },
  outage: null,
  settings: usual,
  usual,
  listening,
  headphones: false,
  printer: 'unknown',
  open: null,
  page,
  reloadAt: now + 60,
  waiting: 0,
  pending: 0,
  flushAt: now,
  unsettled: false,
});

const phases: Phases<State, Event, Effect> = {
  starting: {},
  enrol: onEnrol,
  pending: onIdle,
  'out-of-service': onIdle,
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

/** Screens that take an entry. What was sent as a screen changed is nobody's, and goes. */
const TYPED = new Set<PhaseName>(['pin', 'password', 'confirm']);

/** Whoever acts has heard enough. */
const hush = (state: State): Step => (state.settings.speech ? saying(state, []) : stay(state));

const everywhere: Everywhere<State, Event, Effect> = {
  tick: onTick,
  touch: (state) => hush({ ...state, touchedAt: state.now }),
  press: (state, { taken }) => stay(state, { type: 'sound', sound: taken ? 'key' : 'not-taken' }),
  settings: (state, { settings }) => stay({ ...state, settings: { ...state.settings, ...settings } }),
  open: (state, { what }) => stay({ ...state, open: what }),
  again: say,
  missed: sayMissed,
  headphones: onHeadphones,
  printer: onPrinter,
  reader: (state, { reader }, inPhase) => andThen(onReader(state, reader), inPhase),
  entered: (state, _event, inPhase) =>
    TYPED.has(state.phase.name) ? inPhase(state) : stay(state, { type: 'forget', what: 'all' }),
  retry: (state, _event, inPhase) => (state.outage ? retryOutage(state) : inPhase(state)),
  failed: onFailed,
  renewed: (state, { leaseUntil }) => stay(state.visit ? withVisit(state, { leaseUntil }) : state),
  started: onStarted,
  heard: onHeard,
  'refused-here': onRefusedHere,
  unheard: onUnheard,
  enrolled: onEnrolled,
  flushed: onFlushed,
  online: (state) => stay(state, { type: 'hear' }, { type: 'flush', all: true }),
};

/** Something got through: what kept it back is over. A renewal is asked for beside it and says nothing of it. */
const learn = (state: State, event: Event): State =>
  event.type === 'started' || (isResult(event) && event.type !== 'failed' && event.type !== 'renewed')
    ? { ...state, outage: null }
    : state;

const machine = machineOf<State, Event, Effect>({ phases, everywhere, learn });

/** What the kiosk does next, and says. */
export const reduce = (state: State, event: Event, now: number): Step =>
  aloud(state, machine(state, event, now));
