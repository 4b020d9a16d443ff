import { CardFailure } from '#clients/card/failure.ts';
import { ApiProblem } from '#clients/sdk/index.ts';
import type { Answer } from '../ports.ts';
import type { KioskTrouble, Trouble } from '../state/trouble.ts';

/** Carries a trouble out of an effect. */
export class Troubled extends Error {
  override name = 'Troubled';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super('code' in trouble ? trouble.code : trouble.from);
    this.trouble = trouble;
  }
}

export const kioskTrouble = (code: KioskTrouble): Troubled => new Troubled({ from: 'kiosk', code });

/** The value of an answer; throws `Troubled` where there is none. */
export function granted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Troubled(answer.trouble);
  return answer.value;
}

/** What an error means to the person in front. Anything not foreseen is a fault of the kiosk's own. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Troubled) return error.trouble;
  if (error instanceof CardFailure)
    return { from: 'card', code: error.code, triesLeft: error.facts.triesLeft ?? null };
  return { from: 'kiosk', code: 'fault' };
}

/** What a failed call of the service means: its own word, or else that it could not be reached. */
export function serviceTrouble(error: unknown): Trouble {
  if (!(error instanceof ApiProblem)) return { from: 'network' };
  const { code, retryAfter, requestId } = error.problem;
  return { from: 'service', code, retryAfter, requestId };
}
