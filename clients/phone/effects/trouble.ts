import { CardFailure } from '#clients/card/failure.ts';
import { ApiProblem, NetworkFailure } from '#clients/sdk/index.ts';
import { PhoneFailure } from '../ports.ts';
import type { Trouble } from '../state/trouble.ts';

/** What was thrown, as the state machine knows it. Messages stay behind: they are for developers. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof NetworkFailure) return { from: 'network' };
  if (error instanceof ApiProblem) {
    const { code, retryAfter, reasons, triesLeft, requestId, support } = error.problem;
    return { from: 'service', code, retryAfter, reasons, triesLeft, requestId, support };
  }
  if (error instanceof CardFailure) {
    const { reference = null, triesLeft = null } = error.facts;
    return { from: 'card', code: error.code, reference, triesLeft };
  }
  return { from: 'phone', code: error instanceof PhoneFailure ? error.code : 'fault' };
}
