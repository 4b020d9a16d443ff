import { awaitCard } from './arrival.ts';
import { leave } from './leave.ts';
import { stay, type Answers } from './step.ts';
import { isReaderLoss, type Trouble } from './trouble.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';

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

export const onRefused: Answers<'refused'> = {
  retry: (state, { trouble }) => (mayRetry(trouble) ? awaitCard(state) : stay(state)),
  cancel: (state) => leave(state, 'person'),
};
