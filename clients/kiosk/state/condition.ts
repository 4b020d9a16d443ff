import type { ReaderState } from '#clients/card/reader.ts';
import {
  MOST_SKEW_STEPS,
  MOST_WAITING,
  SKEW_STEP,
  type Heartbeat,
  type ReaderCondition,
} from '#schema/contract/kiosk.ts';
import { isHome } from './step.ts';
import type { State } from './types.ts';

const READER: Record<ReaderState, ReaderCondition> = {
  unknown: 'unknown',
  unpaired: 'unpaired',
  'bridge-lost': 'bridge-missing',
  'bridge-refused': 'fault',
  'reader-lost': 'missing',
  empty: 'ready',
  present: 'ready',
};

/** Is this the same to an operator? A card that comes or goes is no news. */
export const sameReader = (a: ReaderState, b: ReaderState): boolean => READER[a] === READER[b];

/** How the machine is, as its heartbeat says. `page`: version of this page. */
export function conditionOf(state: State, page: string): Heartbeat {
  const steps = Math.round(state.service.skew / SKEW_STEP);
  return {
    page,
    // The bridge does not say, and neither can a browser of its printer.
    bridge: null,
    reader: READER[state.reader],
    printer: 'unknown',
    waiting: Math.min(state.waiting, MOST_WAITING),
    skewSteps: Math.min(Math.max(steps, -MOST_SKEW_STEPS), MOST_SKEW_STEPS),
    cardLeft: state.reader === 'present' && (isHome(state) || state.phase.name === 'take-card'),
  };
}
