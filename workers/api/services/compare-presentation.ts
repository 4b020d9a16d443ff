import type { Presentation, PresentationFacts } from '#schema/contract/face.ts';
import { decideFace, type FaceDecision } from '../domain/face-policy.ts';
import { matcherFault } from '../domain/fault.ts';
import { ok, refused, type Refused, type Result } from '../domain/result.ts';
import { triesLeft, type Throttle } from '../domain/throttle-policy.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';

/**
 * What a look at the face came to. A failed one is the answer to the challenge and costs the try; so is one whose pictures
 * could not be used, for nothing; where nobody could look, the challenge has no answer.
 * `thresholds` names the operating point a match was decided at.
 */
export type Compared =
  | { kind: 'match'; thresholds: string }
  | { kind: 'failed' | 'unusable' | 'undecided'; refusal: Refused };

/** Compares a presentation with the chip photo. @param charged how the card stands if the try fails */
export async function comparePresentation(
  ports: Pick<Ports, 'matcher'>,
  card: PayloadOf['card'],
  presentation: Omit<Presentation, 'reference'>,
  charged: Throttle,
): Promise<Compared> {
  const facts = await examine(ports, { reference: card.embedding, ...presentation });
  if (!facts.ok) return { kind: 'undecided', refusal: facts };
  const decision = decideFace(facts.value, card.model);
  return decision.kind === 'match' ? decision : refusalOf(decision, triesLeft(charged));
}

async function examine(
  { matcher }: Pick<Ports, 'matcher'>,
  presentation: Presentation,
): Promise<Result<PresentationFacts>> {
  try {
    return ok(await matcher.examine(presentation));
  } catch (error) {
    return refused('matcher-unavailable', 'examine', { fault: matcherFault(error) });
  }
}

/** @param left tries before a pause, where the refusal cost one: pictures that could not be used cost none */
function refusalOf(decision: Exclude<FaceDecision, { kind: 'match' }>, left: number): Compared {
  switch (decision.kind) {
    case 'undecidable':
      return { kind: 'undecided', refusal: refused('matcher-unavailable', decision.check) };
    case 'unusable': {
      const { reasons } = decision;
      return { kind: 'unusable', refusal: refused('face-unusable', reasons.join(','), { reasons }) };
    }
    case 'not-live':
      return { kind: 'failed', refusal: refused('face-not-live', decision.check, { triesLeft: left }) };
    case 'no-match':
      return { kind: 'failed', refusal: refused('face-no-match', 'score', { triesLeft: left }) };
  }
}
