import { OPERATOR, quietCalendar } from '#clients/lab/people/cast.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import { PROBLEM_CODES, PROBLEMS } from '#schema/contract/problem.ts';
import { initialState } from '#clients/phone/state.ts';
import { PHONE_TROUBLES, type ServiceTrouble, type Trouble } from '#clients/phone/state/trouble.ts';
import type { Phase, Place, Platform, Reservation, Service, State } from '#clients/phone/state/types.ts';

/** 25 November 2026, 22:40 in Japan: kiosks close in twenty minutes. */
export const NOW = 1_795_614_000;
const HOUR = 3_600;
const windows = [
  { from: NOW, until: NOW + HOUR / 3 },
  { from: NOW + 7 * HOUR + 3_000, until: NOW + 24 * HOUR },
];
const service: Service = {
  now: NOW,
  phone: { open: true, until: null, reason: null },
  kiosk: { open: true, until: NOW + HOUR / 3, reason: null },
  reservation: { expiresAt: NOW + 24 * HOUR, windows },
  calendar: quietCalendar(NOW),
  consentVersion: '2026-11',
  operator: { ...OPERATOR, mapUrl: 'https://kaijo.test/map' },
};
const reservation: Reservation = {
  reservationId: '5f0c9a3e-7d21-4b68-9c4e-2a1b0c9d8e7f',
  status: 'reserved',
  now: NOW,
  expiresAt: NOW + 24 * HOUR,
  windows,
  matchCode: null,
  endedAt: null,
  support: 'ACDEFHJK',
};
const base: State = {
  ...initialState(NOW),
  service,
  reservation,
  support: 'ACDEFHJK',
  reader: { kind: 'shell', state: 'empty' },
  engine: { name: 'ready', share: 1 },
  visit: {
    userPinTries: 3,
    matchingNumberTries: null,
    years: null,
    session: null,
    reading: { cardToken: 'a.b.c', expiresAt: NOW + 600, renewableUntil: NOW + 3_600 },
    renewAt: 0,
    liveness: { challenge: 'a.b.c', steps: ['left', 'up', 'nearer'], expiresAt: NOW + 120 },
    faceTries: 5,
  },
};

const at = (phase: Phase, change: Partial<State> = {}): State => ({ ...base, phase, ...change });
const tries = (userPinTries: number | null): Partial<State> => ({ visit: { ...base.visit, userPinTries } });

const says = (code: ProblemCode, change: Partial<ServiceTrouble> = {}): ServiceTrouble => ({
  from: 'service',
  code,
  retryAfter: null,
  reasons: [],
  triesLeft: null,
  requestId: '8f3a2c71',
  support: 'ACDEFHJK',
  ...change,
});
const cardSays = (code: CardFailureCode): Trouble => ({
  from: 'card',
  code,
  reference: null,
  triesLeft: null,
});
const refused = (trouble: Trouble, resume: 'check' | 'tap' | 'extended' | null = null) =>
  at({ name: 'refused', trouble, resume });
const selfie = (trouble: Trouble | null, change: Partial<State> = {}) =>
  at({ name: 'selfie', stage: 'ready', trouble }, change);
const readFor = (left: number, inAll: number): Partial<State> => {
  const reading = { cardToken: 'a.b.c', expiresAt: NOW + left, renewableUntil: NOW + inAll };
  return { visit: { ...base.visit, reading } };
};
const receipt = (change: Partial<Reservation> = {}, state: Partial<State> = {}) =>
  at({ name: 'receipt', cancelling: 'no' }, { reservation: { ...reservation, ...change }, ...state });

const closed: Partial<State> = {
  service: { ...service, phone: { open: false, until: NOW + 2 * HOUR, reason: 'maintenance' } },
};
const noWindows: Partial<State> = {
  service: {
    ...service,
    kiosk: { open: false, until: NOW + 30 * HOUR, reason: 'closed-day' },
    reservation: { ...service.reservation, windows: [] },
  },
};

const western: Partial<State> = { visit: { ...base.visit, years: 'western' } };
const noReader = (platform: Platform | null): Partial<State> => ({
  reader: { kind: 'none', state: 'unknown', platform },
});
const readsAt = (place: Place): Partial<State> => ({ reader: { kind: 'shell', state: 'empty', place } });
const noApp: Partial<State> = {
  service: { ...service, operator: { ...OPERATOR, app: { ios: null, android: null } } },
};

const journey: Record<string, State> = {
  welcome: at({ name: 'welcome' }),
  'welcome-no-reader': at({ name: 'welcome' }, noReader(null)),
  'welcome-no-reader-ios': at({ name: 'welcome' }, noReader('ios')),
  'welcome-no-reader-android': at({ name: 'welcome' }, noReader('android')),
  'welcome-no-app': at({ name: 'welcome' }, { ...noReader('ios'), ...noApp }),
  'welcome-closed': at({ name: 'welcome' }, closed),
  'welcome-no-windows': at({ name: 'welcome' }, noWindows),
  'consent-asking': at({ name: 'consent', outdated: false }, { service: null }),
  consent: at({ name: 'consent', outdated: false }),
  'consent-outdated': at({ name: 'consent', outdated: true }),
  'check-asking': at({ name: 'check' }, { service: null }),
  'check-closed': at({ name: 'check' }, closed),
  'check-no-windows': at({ name: 'check' }, noWindows),
  'check-no-reader': at({ name: 'check' }, noReader(null)),
  'numbers-birth': at({ name: 'numbers', field: 'birth', wrong: null }),
  'numbers-western': at({ name: 'numbers', field: 'birth', wrong: null }, western),
  'numbers-western-wrong': at(
    {
      name: 'numbers',
      field: 'birth',
      wrong: { from: 'card', code: 'pin-wrong', reference: 'matching-number', triesLeft: 9 },
    },
    western,
  ),
  'numbers-expiry': at({ name: 'numbers', field: 'expiry', wrong: null }),
  'numbers-code': at({ name: 'numbers', field: 'code', wrong: null }),
  'numbers-wrong': at({
    name: 'numbers',
    field: 'birth',
    wrong: { from: 'card', code: 'pin-wrong', reference: 'matching-number', triesLeft: 9 },
  }),
  'tap-waiting': at({ name: 'tap', busy: true, trouble: null }),
  tap: at({ name: 'tap', busy: false, trouble: null }),
  'tap-top': at({ name: 'tap', busy: true, trouble: null }, readsAt('top')),
  'tap-folded': at({ name: 'tap', busy: true, trouble: null }, readsAt('folded')),
  'tap-busy': at({ name: 'tap', busy: true, trouble: null }, { reader: { kind: 'shell', state: 'present' } }),
  'tap-again': at({ name: 'tap', busy: false, trouble: cardSays('card-removed') }),
  'tap-nfc-off': at({ name: 'tap', busy: false, trouble: cardSays('reader-lost') }),
  pin: at({ name: 'pin', wrong: false, guard: false }),
  'pin-wrong': at({ name: 'pin', wrong: true, guard: false }, tries(2)),
  'pin-guard': at({ name: 'pin', wrong: true, guard: true }, tries(1)),
  'hold-opening': at({ name: 'hold', stage: 'opening', step: null, trouble: null }),
  'hold-back': at({ name: 'hold', stage: 'card', step: 'sign', trouble: null }, { backRefused: true }),
  hold: at({ name: 'hold', stage: 'card', step: 'sign', trouble: null }),
  'hold-again': at({ name: 'hold', stage: 'card', step: null, trouble: cardSays('link-lost') }),
  selfie: selfie(null),
  'selfie-loading': selfie(null, { engine: { name: 'loading', share: 0.42 } }),
  'selfie-paused': selfie(says('face-attempts-paused', { retryAfter: 30 }), { waitUntil: NOW + 30 }),
  'selfie-time-short': selfie(null, readFor(120, 3_600)),
  'selfie-time-last': selfie(null, readFor(120, 120)),
  'selfie-unusable': selfie(says('face-unusable', { reasons: ['too-dark', 'eyes-covered'] })),
  'selfie-no-match': selfie(says('face-no-match', { triesLeft: 4 })),
  'selfie-not-live': selfie(says('face-not-live', { triesLeft: 3 })),
  viewfinder: at({ name: 'selfie', stage: 'shooting', trouble: null }),
  'viewfinder-opening': at({ name: 'selfie', stage: 'shooting', trouble: null }),
  'viewfinder-ending': at(
    { name: 'selfie', stage: 'shooting', trouble: null },
    { visit: { ...base.visit, liveness: { ...base.visit.liveness!, expiresAt: NOW + 20 } } },
  ),
  'viewfinder-dark': at({ name: 'selfie', stage: 'shooting', trouble: null }),
  'viewfinder-manual': at(
    { name: 'selfie', stage: 'shooting', trouble: null },
    { engine: { name: 'failed', share: 0 } },
  ),
  'selfie-sending': at({ name: 'selfie', stage: 'sending', trouble: null }),
  'receipt-not-saved': receipt({}, { saved: false }),
  'receipt-before-opening': receipt({}, { now: NOW + 1_800 }),
  'receipt-last-minutes': receipt(
    { expiresAt: NOW + HOUR / 2, windows: [windows[0]!] },
    { now: NOW + 1_020 },
  ),
  'receipt-at-kiosk': at({ name: 'receipt', cancelling: 'no', atKioskUntil: NOW + 60 }),
  receipt: receipt(),
  'receipt-offline': receipt({}, { inTouch: false }),
  'receipt-no-windows': receipt({ windows: [] }),
  'receipt-windows-over': receipt({ windows: [{ from: NOW - 2 * HOUR, until: NOW - HOUR }] }),
  'receipt-claimed': receipt({ status: 'claimed', matchCode: 'K7QX' }),
  'receipt-cancel': at({ name: 'receipt', cancelling: 'asking' }),
  'receipt-completed': receipt({ status: 'completed', endedAt: NOW }),
  'receipt-cancelled': receipt({ status: 'cancelled', endedAt: NOW }),
  'receipt-superseded': receipt({ status: 'superseded', endedAt: NOW }),
  'receipt-expired': receipt({ status: 'expired' }),
  'receipt-lost': receipt({ status: 'lost' }),
  rehearsal: at({ name: 'rehearsal', from: 'receipt' }),
  outage: at(
    { name: 'check' },
    { outage: { trouble: { from: 'network' }, effect: { type: 'ask-service' }, retryAt: NOW, tries: 1 } },
  ),
};

/** Every refusal that can be the end of a phone's way, by who says it. */
const refusals: [string, State][] = [
  ...PROBLEM_CODES.filter((code) => !/^(kiosk|enrolment|claim|dpop|no-reservation)/.test(code)).map(
    (code): [string, State] => [
      `refused-${code}`,
      refused(says(code), PROBLEMS[code].actor === 'card' || /exhausted/.test(code) ? null : 'tap'),
    ],
  ),
  ...(['no-signature-certificate', 'certificate-expired', 'pin-blocked', 'not-supported'] as const).map(
    (obstacle): [string, State] => [`refused-card-${obstacle}`, refused({ from: 'precheck', obstacle })],
  ),
  ...PHONE_TROUBLES.map((code): [string, State] => [
    `refused-phone-${code}`,
    refused({ from: 'phone', code }, code === 'card-expired' ? 'extended' : 'tap'),
  ]),
  [
    'refused-numbers-blocked',
    refused({ from: 'card', code: 'pin-blocked', reference: 'matching-number', triesLeft: 0 }),
  ],
];

/** Every screen of the phone, each standing still. */
export const SCREENS: Record<string, State> = { ...journey, ...Object.fromEntries(refusals) };
export const JOURNEY = Object.keys(journey);
