import type { CardFailureCode } from '#clients/card/failure.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import { awaitAgain } from './arrival.ts';
import type { Effect, EffectType } from './effects.ts';
import type { Event } from './events.ts';
import { finish, refuse } from './leave.ts';
import { askPinAgain } from './pin.ts';
import { anotherCard, pulled } from './put-back.ts';
import { awaitOwnCard, awaitSettling, refuseAsItWas, startSettling } from './settle.ts';
import { enter, stay, suspend } from './step.ts';
import { isLinkLoss, isReaderLoss, passes, type KioskTrouble, type Trouble } from './trouble.ts';
import type { Phase, PhaseName, ServiceFacts, State, Step } from './types.ts';
import { askPasswordAgain, authoriseAgain } from './write.ts';

/** Codes that some screen answers in a way of its own. */
const CODES = [
  'another-card',
  'reservation-in-use',
  'reservation-ended',
  'password-rule',
  'authorisation-refused',
  'storage',
] as const satisfies readonly (CardFailureCode | KioskTrouble | ProblemCode)[];

/** What troubles are told apart by; `final` is every other one. */
export const KINDS = ['passing', 'link', 'reader', 'pin', ...CODES, 'final'] as const;
export type Kind = (typeof KINDS)[number];

type Stage = Extract<Phase, { name: 'writing' }>['stage'];

/** Where a failure is met: what is asked beside the screens, and the screens themselves. */
export type Place =
  | 'aside'
  | 'start'
  | 'enrolment'
  | 'renewal'
  | 'settling doubt'
  | `writing ${Stage}`
  | Exclude<PhaseName, 'writing'>;

const outcomes = {
  nothing: (state) => stay(state),
  'ask again': (state, trouble, effect) => suspend(state, effect, trouble),
  refuse,
  enrol: (state, trouble) =>
    enter(state, { name: 'enrol', busy: false, trouble }, { type: 'sound', sound: 'error' }),
  'type the PIN again': askPinAgain,
  'type the password again': askPasswordAgain,
  'authorise again': authoriseAgain,
  // While the card is only being looked at, lifting it costs nothing.
  'wait for the card': (state, trouble) =>
    state.reader === 'present' ? pulled(state, trouble) : awaitAgain(state),
  'put it back': pulled,
  'put the first one back': anotherCard,
  'ask the card': (state) => startSettling(state, 'torn'),
  'ask who uses it': (state) => startSettling(state, 'reservation-in-use'),
  'ask who used it': (state) => startSettling(state, 'reservation-ended'),
  'ask when it is back': awaitSettling,
  'ask its own card': awaitOwnCard,
  'refuse as it was': refuseAsItWas,
  done: (state) => finish(state, 'unchecked'),
} satisfies Record<string, (state: State, trouble: Trouble, effect: Effect) => Step>;
export type Outcome = keyof typeof outcomes;

type Row = Record<Kind, Outcome>;

/** The same whatever went wrong. */
const whatever = (outcome: Outcome) => Object.fromEntries(KINDS.map((kind) => [kind, outcome])) as Row;

/** Nobody's visit depends on an answer. */
const NOBODY = whatever('nothing');

/** Before the card is told to write, nothing can be torn. */
const VISIT: Row = {
  ...whatever('refuse'),
  passing: 'ask again',
  link: 'put it back',
  pin: 'type the PIN again',
  'another-card': 'put the first one back',
  'reservation-in-use': 'ask who uses it',
  'reservation-ended': 'ask who used it',
};

/** What comes of which trouble at which place. */
export const FAILURES: Record<Place, Row> = {
  aside: NOBODY,
  start: whatever('ask again'),
  enrolment: whatever('enrol'),
  renewal: { ...whatever('refuse'), passing: 'nothing' },

  starting: NOBODY,
  enrol: NOBODY,
  pending: NOBODY,
  'out-of-service': NOBODY,
  menu: NOBODY,
  'self-test': NOBODY,
  consent: NOBODY,

  'place-card': { ...VISIT, link: 'wait for the card' },
  pin: VISIT,
  found: VISIT,
  password: VISIT,
  confirm: VISIT,
  'put-back': VISIT,

  'writing authorise': { ...whatever('refuse'), passing: 'ask again', link: 'put it back' },
  // The card may have been told to write: only it knows, but for what it refused before it wrote.
  'writing write': {
    ...whatever('ask the card'),
    'password-rule': 'type the password again',
    'authorisation-refused': 'authorise again',
    storage: 'refuse',
  },
  'writing check': whatever('done'),
  settling: {
    ...whatever('refuse'),
    passing: 'ask again',
    link: 'ask when it is back',
    reader: 'ask when it is back',
    'another-card': 'ask its own card',
  },
  'settling doubt': { ...whatever('refuse as it was'), passing: 'ask again' },

  done: NOBODY,
  'not-reset': NOBODY,
  refused: NOBODY,
  'take-card': NOBODY,
  receipt: NOBODY,
};

/** Effects whose failure is the same on every screen. */
const PLACES: Partial<Record<EffectType, Place>> = {
  start: 'start',
  enrol: 'enrolment',
  renew: 'renewal',
  abort: 'aside',
  flush: 'aside',
  sound: 'aside',
  print: 'aside',
  reload: 'aside',
};

function placeOf({ phase }: State, { type }: Effect): Place {
  // Once the card may be writing, what it says counts, and not whether the lease got longer.
  if (type === 'renew' && (phase.name === 'writing' || phase.name === 'settling')) return 'aside';
  const place = PLACES[type];
  if (place) return place;
  if (phase.name === 'writing') return `writing ${phase.stage}`;
  const doubted = phase.name === 'settling' && phase.because.startsWith('reservation');
  return doubted ? 'settling doubt' : phase.name;
}

/** What asks the service and can be asked again as it was. A write is never among them: after one only the card knows. */
const CALLS = new Set<EffectType>(['open', 'claim', 'renew', 'authorise', 'settle']);

const PIN = new Set<string>(['pin-wrong', 'pin-last-try', 'pin-format'] satisfies CardFailureCode[]);

function kindOf(trouble: Trouble, { type }: Effect): Kind {
  if (passes(trouble)) return CALLS.has(type) ? 'passing' : 'final';
  if (isLinkLoss(trouble)) return 'link';
  if (isReaderLoss(trouble)) return 'reader';
  const code = 'code' in trouble ? trouble.code : null;
  if (code && PIN.has(code)) return 'pin';
  return CODES.find((own) => own === code) ?? 'final';
}

/** Something that was asked for did not work. */
export function onFailed(state: State, { effect, trouble }: Extract<Event, { type: 'failed' }>): Step {
  const outcome = FAILURES[placeOf(state, effect)][kindOf(trouble, effect)];
  const act: (state: State, trouble: Trouble, effect: Effect) => Step = outcomes[outcome];
  return act(withStanding(state, trouble), trouble, effect);
}

const STANDING: Partial<Record<ProblemCode, ServiceFacts['standing']>> = {
  'kiosk-unknown': 'unknown',
  'kiosk-pending': 'pending',
  'kiosk-suspended': 'suspended',
  'kiosk-revoked': 'revoked',
};

/** A refusal of the kiosk itself is remembered: nobody is greeted after this one. */
function withStanding(state: State, trouble: Trouble): State {
  const standing = trouble.from === 'service' ? STANDING[trouble.code] : undefined;
  return standing ? { ...state, service: { ...state.service, standing } } : state;
}
