import { awaitCard } from './arrival.ts';
import type { Event } from './events.ts';
import { leave } from './leave.ts';
import { stay } from './step.ts';
import { isReaderLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';

type Refused = Extract<Phase, { name: 'refused' }>;

/** Refusals after which the same person may simply begin again with the same card. */
const AGAIN = new Set<ProblemCode>([
  'claim-lapsed',
  'token-refused',
  'token-used',
  'reservation-in-use',
  'conflict',
  'card-not-accepted',
]);

/** Is beginning again worth offering? Never where only an office, a phone or an operator can help. */
export function mayRetry(trouble: Trouble): boolean {
  switch (trouble.from) {
    case 'network':
      return true;
    case 'service':
      return AGAIN.has(trouble.code);
    case 'card':
      return isReaderLoss(trouble) || FRESH_START.has(trouble.code);
    case 'precheck':
      return false;
    case 'kiosk':
      return trouble.code !== 'storage';
  }
}

const FRESH_START = new Set(['not-a-my-number-card', 'card-data', 'card-refused', 'authorisation-refused']);

export function onRefused(state: State, phase: Refused, event: Event): Step {
  if (event.type === 'retry' && mayRetry(phase.trouble)) return awaitCard(state);
  return event.type === 'cancel' ? leave(state, 'person') : stay(state);
}
