import { stepsOf, type Answers as PhaseAnswers } from '#clients/journey/machine.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import type { Phase, PhaseName, Settings, State, Visit } from './types.ts';

export const DEFAULT_SETTINGS: Settings = {
  language: 'ja',
  lowControls: false,
  highContrast: false,
  largeText: false,
  speech: false,
  keypad: false,
  dark: false,
  loudness: 'usual',
};

/** Phases in which nobody's business is going on. */
const HOME = new Set<PhaseName>(['starting', 'enrol', 'pending', 'out-of-service', 'menu']);
export const isHome = ({ phase }: State): boolean => HOME.has(phase.name);

export const newVisit = (): Visit => ({
  redemption: null,
  claim: null,
  claimAsked: false,
  card: null,
  userPinTries: null,
  renewAt: 0,
  leaseUntil: 0,
  authorisations: 0,
  evidence: null,
  recorded: false,
  validUntil: null,
  named: null,
});

/** Seconds until a call that failed is made again: 2, 4, 8 … 30. */
const pause = (tries: number) => Math.min(30, 2 ** tries);
/** Seconds more while the call is under way. */
const UNDER_WAY = 10;

export const { stay, enter, andThen, withNewVisit, withVisit, suspend, retryOutage } = stepsOf<State, Effect>(
  {
    newVisit,
    entered: ({ now }) => ({ since: now, touchedAt: now, open: null }),
    pause: (_trouble, tries) => pause(tries),
    // The outage stays on screen until something got through.
    whileAsking: (outage, now) => ({ ...outage, retryAt: now + pause(outage.tries + 1) + UNDER_WAY }),
  },
);

/** What a phase does about which event. */
export type Answers<N extends PhaseName> = PhaseAnswers<State, Extract<Phase, { name: N }>, Event, Effect>;
