import type { EndpointName } from '../contract/endpoints.ts';
import type { ProblemBody, ProblemCode } from '../contract/problem.ts';
import recorded from './examples.json' with { type: 'json' };

/** What was really exchanged with the service, by cards of the laboratory: `npm run lab -- api:examples` records it. */
interface Examples {
  /** `request` is the JSON of the body, or of its part `data`. */
  calls: Partial<Record<EndpointName, { request?: unknown; reply: unknown }>>;
  problems: Partial<Record<ProblemCode, ProblemBody>>;
}

export const EXAMPLES = recorded as Examples;
