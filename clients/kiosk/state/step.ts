import type { Effect } from './effects.ts';
import type { Phase, PhaseName, Settings, State, Step, Visit } from './types.ts';

export const DEFAULT_SETTINGS: Settings = { language: 'ja', lowControls: false, highContrast: false };

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
});

export const stay = (state: State, ...effects: Effect[]): Step => ({ state, effects });

/** Seconds before a card left on the reader is called for. */
export const ALARM_AFTER = 15;

/** Changes the phase; whatever could not be done in the phase before is given up. */
export const enter = (state: State, phase: Phase, ...effects: Effect[]): Step => ({
  state: {
    ...state,
    phase,
    outage: null,
    since: state.now,
    touchedAt: state.now,
    alarmAt: state.now + ALARM_AFTER,
  },
  effects,
});

export const withVisit = (state: State, change: Partial<Visit>): State => ({
  ...state,
  visit: { ...(state.visit ?? newVisit()), ...change },
});

/** Runs `next` on the state a step leads to; effects of both, in order. */
export function andThen(step: Step, next: (state: State) => Step): Step {
  const after = next(step.state);
  return { state: after.state, effects: [...step.effects, ...after.effects] };
}
