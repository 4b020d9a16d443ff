import type { Sentence } from '#clients/words/spoken.ts';
import type { PasswordFault } from '#schema/contract/card/password.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import { isCardForgotten } from './card-left.ts';
import { countdown, ENDS_BY_ITSELF } from './idle.ts';
import { stay } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { CertificateVerdict, OutOfService, Phase, PhaseName, State, Step } from './types.ts';

/** What is said aloud, in order; `helpline` stands for the digits of the telephone number. Never anything typed. */
export type Said = Sentence | 'helpline';

type Saying<N extends PhaseName> = (state: State, phase: Extract<Phase, { name: N }>) => readonly Said[];

/** Said only to somebody who uses the keys of a keypad. */
const keys = ({ settings }: State, ...said: Said[]): readonly Said[] => (settings.keypad ? said : []);

/** Each letter and digit of a code by itself. */
const spelled = (code: string): Sentence[] =>
  [...code.toLowerCase()].map((char) => `char-${char}` as Sentence);

const TRIES: Record<number, readonly Said[]> = { 1: ['tries-1'], 2: ['tries-2'] };

const pin: Saying<'pin'> = (state, { busy, wrong, guard }) => {
  if (guard) return ['pin-guard', ...keys(state, 'pin-guard-keys')];
  if (busy) return ['pin-checking'];
  const tries = TRIES[state.visit?.userPinTries ?? 0] ?? [];
  return [
    ...(wrong ? (['pin-wrong'] as const) : []),
    'pin',
    ...tries,
    ...keys(state, 'pin-keys'),
    'pin-which',
    ...keys(state, 'erase-keys'),
  ];
};

/** The sentence names hours: it is only said where they are the calendar's. */
function saidOfClosing({ service }: State): Said {
  const hours = service.kiosk?.calendar.kioskHours;
  return hours && (hours.opensAt !== 390 || hours.closesAt !== 1_380) ? 'out-of-service' : 'closed';
}

function outOfService(state: State, why: OutOfService): Said {
  if (why === 'closed') return saidOfClosing(state);
  return why === 'closed-day' ? 'closed-day' : 'out-of-service';
}

const NO_RESERVATION = new Set<ProblemCode>([
  'no-reservation',
  'reservation-lost',
  'reservation-expired',
  'reservation-ended',
]);
const OF_THE_CARD = new Set<ProblemCode>([
  'certificate-revoked',
  'certificate-on-hold',
  'certificate-expired',
  'card-not-accepted',
]);

function whyRefused(state: State, trouble: Trouble): Said {
  switch (trouble.from) {
    case 'service':
      if (NO_RESERVATION.has(trouble.code)) return 'refused-reservation';
      if (trouble.code === 'kiosk-closed') return saidOfClosing(state);
      return OF_THE_CARD.has(trouble.code) ? 'refused-card' : 'refused-elsewhere';
    case 'card':
      return trouble.code === 'pin-blocked' ? 'refused-pin' : 'refused-elsewhere';
    case 'precheck':
      return trouble.obstacle === 'pin-blocked' ? 'refused-pin' : 'refused-card';
    default:
      return 'refused-elsewhere';
  }
}

const OF_CERTIFICATE: Partial<Record<CertificateVerdict, Said>> = {
  expired: 'certificate-expired',
  revoked: 'certificate-revoked',
  hold: 'certificate-revoked',
};
const warned = (verdict: CertificateVerdict): readonly Said[] => {
  const said = OF_CERTIFICATE[verdict];
  return said ? [said] : [];
};

const sayings: { [N in PhaseName]?: Saying<N> } = {
  'out-of-service': (state, { why }) => [outOfService(state, why)],
  menu: (state) => [
    'menu',
    ...keys(state, 'menu-keys', 'all-keys'),
    ...(state.settings.keypad ? [] : ['menu-touch' as const]),
  ],
  consent: (state) => ['consent', 'consent-privacy', ...keys(state, 'consent-keys')],
  'place-card': (_state, { busy }) => [busy ? 'reading' : 'place-card'],
  pin,
  found: (state) => [
    'found',
    'found-compare',
    ...spelled(state.visit?.claim?.matchCode ?? ''),
    'found-differs',
    ...keys(state, 'found-keys'),
  ],
  password: (state, { refused }) => [
    ...(refused ? (['password-refused'] as const) : []),
    'password',
    ...keys(state, 'password-keys', 'erase-keys'),
  ],
  confirm: (_state, { differsAt }) => [
    ...(differsAt === null ? [] : (['confirm-differs'] as const)),
    'confirm',
  ],
  writing: () => ['writing'],
  done: (_state, { certificate }) => ['done', ...warned(certificate)],
  'put-back': (state, { another }) => [another ? 'another-card' : 'put-back'],
  settling: (_state, { asking, another }) => [
    another ? 'another-card' : asking ? 'settling' : 'settling-place',
  ],
  'not-reset': (state) => ['not-reset', ...keys(state, 'again-keys')],
  refused: (state, { trouble }) => ['refused', whyRefused(state, trouble), ...keys(state, 'close-keys')],
  'take-card': (state, { unchanged, until }) => [
    ...(state.card.lies ? (['take-card'] as const) : []),
    ...(unchanged ? (['unchanged'] as const) : []),
    ...(until === null ? [] : (['kept'] as const)),
  ],
  receipt: (state, { certificate }) => ['receipt', ...warned(certificate), ...keys(state, 'receipt-keys')],
};

/** What is to be heard of a state; nothing where nobody asked to hear it. */
export function sayingOf(state: State): readonly Said[] {
  if (!state.settings.speech) return [];
  if (countdown(state) !== null && !ENDS_BY_ITSELF.has(state.phase.name)) return ['idle'];
  if (state.open === 'stop') return ['stop', ...keys(state, 'stop-keys')];
  if (state.open === 'help') return ['help', 'helpline', ...keys(state, 'close-keys')];
  if (state.outage) return ['outage'];
  if (isCardForgotten(state)) return ['card-left'];
  const saying = sayings[state.phase.name] as Saying<PhaseName> | undefined;
  return saying?.(state, state.phase) ?? [];
}

/** Says this in the language that was chosen, as loud as was chosen. */
export const saying = (state: State, said: readonly Said[]): Step => {
  const { language, loudness } = state.settings;
  return stay(state, { type: 'say', language, loudness, said });
};

const OF_PASSWORD: Record<PasswordFault, readonly Said[]> = {
  'too-short': ['password-too-short'],
  'too-long': ['password-too-long'],
  'no-letter': ['password-no-letter'],
  'no-digit': ['password-no-digit'],
  // No key types another character.
  character: [],
};

/** Says which rules of a password are not met, and nothing of what was typed. */
export const sayMissed = (state: State, { faults }: { faults: readonly PasswordFault[] }): Step => {
  const said = faults.flatMap((fault) => OF_PASSWORD[fault]);
  return state.settings.speech ? saying(state, said) : stay(state);
};

/** Says what a state is about, from the beginning. */
export const say = (state: State): Step => saying(state, sayingOf(state));

/** What is heard, and how. */
const heard = (state: State): string =>
  [state.settings.language, state.settings.loudness, ...sayingOf(state)].join();

/** A step, and what is said of the state it leads to where that is something else than before. */
export function aloud(before: State, step: Step): Step {
  const silent = !before.settings.speech && !step.state.settings.speech;
  const { phase } = before;
  const same = phase.name === step.state.phase.name && heard(before) === heard(step.state);
  if (silent || same) return step;
  return stay(step.state, ...step.effects, ...say(step.state).effects);
}
