import type { ReaderState } from '#clients/card/reader.ts';
import {
  MOST_SKEW_STEPS,
  MOST_WAITING,
  SKEW_STEP,
  type Heartbeat,
  type ReaderCondition,
} from '#schema/contract/kiosk.ts';
import { isCardForgotten } from './card-left.ts';
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

/** How the machine is, as its heartbeat says. Versions are of this page and of the bridge beside it, if there is one that says. */
export function conditionOf(state: State, versions: Pick<Heartbeat, 'page' | 'bridge'>): Heartbeat {
  const steps = Math.round(state.service.skew / SKEW_STEP);
  return {
    ...versions,
    reader: READER[state.reader],
    printer: state.printer,
    waiting: Math.min(state.waiting, MOST_WAITING),
    skewSteps: Math.min(Math.max(steps, -MOST_SKEW_STEPS), MOST_SKEW_STEPS),
    cardLeft: isCardForgotten(state),
  };
}
