import type {
  Asked,
  OperatorAnswers,
  OperatorCall,
  OperatorRefusal,
  OperatorReply,
} from '#schema/contract/operator-acts.ts';
import { NotLoggedIn, Outage, Refusal } from './exit.ts';

/** Operators' acts, by way of the console. */
export interface OperatorService {
  /** Throws `Refusal` with the way on, `NotLoggedIn`, or `Outage`. */
  ask<C extends OperatorCall>(call: C, asked: Asked<C>): Promise<OperatorAnswers[C] & { now: number }>;
}

/** A refusal of the service, by its code. */
export class Refused extends Refusal {
  readonly code: OperatorRefusal;
  constructor(code: OperatorRefusal) {
    super(WAYS_ON[code]);
    this.code = code;
  }
}

/** What is said of each refusal. */
export const WAYS_ON: Readonly<Record<OperatorRefusal, string>> = {
  'malformed-request': 'the service cannot read this: is this command as new as the service?',
  'kiosk-unknown': 'no kiosk shows that: have it read again from the screen',
  'kiosk-ambiguous': 'two kiosks show these words: say the thumbprint, which is shown beside them',
  'kiosk-state': 'that kiosk is not in a state for this: kiosk list says in which',
  'closure-unknown': 'no closure that is not over has that id: closures list says which there are',
  'closure-backwards': 'the closure ends before it begins',
  'closure-past': 'that time is over: look at the date, or say --force',
  'closure-long': 'that is more than 72 hours: look at the dates, or say --force',
  'closure-far': 'that is more than half a year ahead: look at the year, or say --force',
  'closure-overlaps':
    'there is a closure at that time: closures list says which; end it first, or say --force',
  'not-closed': 'nothing is closed now, as far as closures go: closures list says what comes',
  conflict: 'somebody else was first: look how it stands, and ask again',
  'service-paused': 'the database is being restored: ask again when that is done',
  internal: 'a fault of the service: its log says more',
};

interface Way {
  headers?: Record<string, string>;
  fetch?: typeof globalThis.fetch;
}

/** @param origin where the console is */
export function operatorService(
  origin: string,
  { headers = {}, fetch = globalThis.fetch }: Way = {},
): OperatorService {
  return {
    async ask(call, asked) {
      const response = await fetch(`${origin}/calls/${call}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(asked),
        redirect: 'manual',
      }).catch(() => {
        throw new Outage(`nothing answers at ${origin}`);
      });
      const reply = await replyOf<typeof call>(response, origin);
      if (!reply.ok) throw new Refused(reply.code);
      return { ...reply.value, now: reply.now };
    },
  };
}

async function replyOf<C extends OperatorCall>(
  response: Response,
  origin: string,
): Promise<OperatorReply<C>> {
  // Access sends who is not logged in to its own page.
  if ([301, 302, 303, 401, 403].includes(response.status))
    throw new NotLoggedIn(`${origin} does not know you: see workers/README.md, "Operators"`);
  try {
    const reply = (await response.json()) as OperatorReply<C>;
    if (reply.ok || reply.code in WAYS_ON) return reply;
  } catch {
    // What is no JSON is no answer either.
  }
  throw new Outage(
    `${origin} answers ${response.status}: that is no console, or it cannot reach the service`,
  );
}
