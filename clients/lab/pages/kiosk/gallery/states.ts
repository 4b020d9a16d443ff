import type { ProblemCode } from '#schema/contract/problem.ts';
import { initialState } from '#clients/kiosk/state.ts';
import { newVisit } from '#clients/kiosk/state/step.ts';
import type { Trouble } from '#clients/kiosk/state/trouble.ts';
import { quietCalendar } from '#clients/lab/people/cast.ts';
import type { OutOfService, Phase, State, Visit } from '#clients/kiosk/state/types.ts';

// 25 November 2026, 15:20 in Japan.
const NOW = 1_795_587_600;
const REQUEST = '7d0f41c2-58a0-4c59-9d0e-5b1c6f3f8a11';

const visit: Visit = {
  ...newVisit(),
  redemption: { redemption: 'a.b.c', expiresAt: NOW + 500, audience: 'lab', nonce: 'n', support: 'ACDEFHJK' },
  claim: {
    reservationId: '3f2b6c1e-0f5d-4c7e-9b3a-2d1f0e9c8b7a',
    matchCode: 'K7M2',
    leaseUntil: NOW + 300,
    expiresAt: NOW + 6 * 3_600 + 1_500,
  },
  userPinTries: 3,
};

const open: State = {
  ...initialState(NOW, '0.2.0'),
  reader: 'present',
  card: { lies: false, laidAt: NOW, takenAt: 0, left: null },
  visit,
  service: {
    standing: 'active',
    online: true,
    kiosk: {
      kioskId: '9e1b7a52-6c0d-4a0c-8f38-1b5f0c3d2e4f',
      label: 'Chiyoda 3 / kiosk 2',
      now: NOW,
      opening: { open: true, until: NOW + 27_600, reason: null },
      calendar: quietCalendar(NOW),
      nextIn: 900,
      minimumPage: '0.1.0',
    },
    thumbprint: 'Vd1r0nYQh8XcTjvKQ0l9v0m1F2sKc3b8eWnqv4Jt6Zs',
    skew: 1,
    askAt: NOW + 300,
  },
};

const at = (phase: Phase, change: Partial<State> = {}): State => ({ ...open, phase, ...change });

const refusedBy = (code: ProblemCode): Trouble => ({
  from: 'service',
  code,
  retryAfter: null,
  requestId: REQUEST,
});
const refused = (trouble: Trouble): State => at({ name: 'refused', trouble }, { visit: null });
const card = (code: Extract<Trouble, { from: 'card' }>['code']): Trouble => ({
  from: 'card',
  code,
  triesLeft: null,
});

const forgotten: Partial<State> = {
  card: { lies: true, laidAt: NOW - 60, takenAt: 0, left: { since: NOW - 30, calls: 4, callAt: NOW + 5 } },
};

const stopped: Phase = { name: 'take-card', unchanged: true, until: NOW + 6 * 3_600 };

const closingSoon: Partial<State> = {
  service: {
    ...open.service,
    kiosk: { ...open.service.kiosk!, opening: { open: true, until: NOW + 500, reason: null } },
  },
};

const nobody: Partial<State> = { reader: 'empty', card: open.card };

const closedUntil = (reason: 'hours' | 'closed-day' | 'maintenance'): Partial<State> => ({
  service: {
    ...open.service,
    kiosk: { ...open.service.kiosk!, opening: { open: false, until: NOW + 54_600, reason } },
  },
});

const outOfService = (why: OutOfService, change: Partial<State> = {}): State =>
  at({ name: 'out-of-service', why }, change);

const pin = (change: Partial<Extract<Phase, { name: 'pin' }>> = {}, userPinTries = 3): State =>
  at(
    { name: 'pin', busy: false, wrong: false, guard: false, ...change },
    { visit: { ...visit, userPinTries } },
  );

const settling = (
  because: 'torn' | 'restart' | 'reservation-in-use',
  asking: boolean,
  another = false,
): State => at({ name: 'settling', because, asking, another });

const outage = (phase: Phase, trouble: Trouble): State =>
  at(phase, { outage: { trouble, effect: { type: 'hear' }, retryAt: NOW + 8, tries: 2 } });

const REFUSALS: ProblemCode[] = [
  'no-reservation',
  'reservation-expired',
  'reservation-ended',
  'reservation-in-use',
  'kiosk-closed',
  'kiosk-suspended',
  'kiosk-revoked',
  'claim-lapsed',
  'certificate-revoked',
  'certificate-on-hold',
  'card-not-accepted',
  'token-refused',
];

const home: Record<string, State> = {
  starting: at({ name: 'starting' }),
  enrol: at({ name: 'enrol', busy: false, trouble: null }),
  'enrol-refused': at({ name: 'enrol', busy: false, trouble: refusedBy('enrolment-refused') }),
  pending: at({ name: 'pending' }),
  menu: at({ name: 'menu' }, nobody),
  'menu-card-left': at({ name: 'menu' }, forgotten),
  'self-test': at({ name: 'self-test' }),
  'self-test-bad': at(
    { name: 'self-test' },
    { reader: 'bridge-lost', waiting: 2, service: { ...open.service, online: false, skew: -4_210 } },
  ),
  offline: outOfService('offline'),
  closed: outOfService('closed', closedUntil('hours')),
  'closed-day': outOfService('closed-day', closedUntil('closed-day')),
  maintenance: outOfService('maintenance', closedUntil('maintenance')),
  suspended: outOfService('suspended'),
  revoked: outOfService('revoked'),
  unpaired: outOfService('unpaired'),
  bridge: outOfService('bridge'),
  reader: outOfService('reader'),
  outdated: outOfService('outdated'),
};

const flow: Record<string, State> = {
  consent: at({ name: 'consent' }),
  'place-card': at({ name: 'place-card', busy: false }, { reader: 'empty' }),
  'place-card-no-reader': at({ name: 'place-card', busy: false }, { reader: 'reader-lost' }),
  reading: at({ name: 'place-card', busy: true }),
  pin: pin(),
  'pin-ending': at({ name: 'pin', busy: false, wrong: false, guard: false }, closingSoon),
  'pin-wrong': pin({ wrong: true }, 2),
  'pin-guard': pin({ guard: true }, 1),
  'pin-last': pin({}, 1),
  'pin-checking': pin({ busy: true }),
  'pin-checking-long': { ...pin({ busy: true }), since: NOW - 10 },
  found: at({ name: 'found' }),
  password: at({ name: 'password', refused: false }),
  'password-refused': at({ name: 'password', refused: true }),
  confirm: at({ name: 'confirm', differsAt: null }),
  'confirm-differs': at({ name: 'confirm', differsAt: 3 }),
  writing: at({ name: 'writing', stage: 'write' }),
  done: at({ name: 'done', certificate: 'valid' }),
  'done-alarm': at({ name: 'done', certificate: 'unchecked' }, forgotten),
  'done-revoked': at({ name: 'done', certificate: 'revoked' }),
  'done-expired': at({ name: 'done', certificate: 'expired' }),
  receipt: at(
    { name: 'receipt', certificate: 'valid' },
    { visit: { ...visit, recorded: true, validUntil: NOW + 9e7 }, touchedAt: NOW - 20 },
  ),
  'receipt-no-paper': at({ name: 'receipt', certificate: 'valid' }, { ...nobody, printer: 'paper-out' }),
  'receipt-waiting': at({ name: 'receipt', certificate: 'expired' }),
  'take-card': at(stopped, { card: { ...open.card, lies: true } }),
  'take-card-alarm': at(stopped, forgotten),
  stopped: at(stopped, nobody),
};

const trouble: Record<string, State> = {
  'put-back': at({ name: 'put-back', because: null, another: false }, { reader: 'empty' }),
  'put-back-still': at({ name: 'put-back', because: card('link-lost'), another: false }),
  'put-back-another': at({ name: 'put-back', because: null, another: true }),
  'settling-torn': settling('torn', true),
  'settling-place': settling('torn', false),
  'settling-another': settling('torn', false, true),
  'settling-restart': settling('restart', true),
  'settling-in-use': settling('reservation-in-use', true),
  'not-reset': at({ name: 'not-reset' }),
  'outage-network': outage({ name: 'pin', busy: true, wrong: false, guard: false }, { from: 'network' }),
  'outage-service': outage({ name: 'place-card', busy: true }, refusedBy('internal')),
  'outage-writing': outage({ name: 'writing', stage: 'authorise' }, { from: 'network' }),
  stop: at({ name: 'pin', busy: false, wrong: false, guard: false }, { open: 'stop' }),
  help: at({ name: 'found' }, { open: 'help' }),
  'staff-code': at({ name: 'menu' }, { ...nobody, open: 'staff' }),
  reserve: at({ name: 'menu' }, { ...nobody, open: 'reserve' }),
  idle: at({ name: 'consent' }, { touchedAt: NOW - 100 }),
  ...Object.fromEntries(REFUSALS.map((code) => [`refused-${code}`, refused(refusedBy(code))])),
  'refused-pin-blocked': refused(card('pin-blocked')),
  'refused-card-left': { ...refused(refusedBy('no-reservation')), ...forgotten },
  'refused-card-data': refused(card('card-data')),
  'refused-not-my-number': refused(card('not-a-my-number-card')),
  'refused-bridge-lost': refused(card('bridge-lost')),
  'refused-reader-lost': refused(card('reader-lost')),
  'refused-no-signature': refused({ from: 'precheck', obstacle: 'no-signature-certificate' }),
  'refused-expired': refused({ from: 'precheck', obstacle: 'certificate-expired' }),
  'refused-not-supported': refused({ from: 'precheck', obstacle: 'not-supported' }),
  'refused-storage': refused({ from: 'kiosk', code: 'storage' }),
  'refused-fault': refused({ from: 'kiosk', code: 'fault' }),
};

/** Every screen that a person can see, by name. */
export const SCREENS: Record<string, State> = { ...home, ...flow, ...trouble };
