import {
  POSE_STEPS,
  type ModelIdentity,
  type PoseStep,
  type PresentationFacts,
  type QualityReason,
} from '#schema/contract/face.ts';
import { operatingPointOf } from '#schema/contract/operating-point.ts';

/** What a presentation is worth. The score stays in here: nobody is told how near a face was. */
export type FaceDecision =
  | { kind: 'match'; thresholds: string }
  | { kind: 'unusable'; reasons: QualityReason[] }
  | { kind: 'not-live'; check: string }
  | { kind: 'no-match' }
  | { kind: 'undecidable'; check: string };

/**
 * Quality, then liveness, then match; the first that fails is the answer, so that refusals do not leak the score.
 * @param referenceModel the weights that made the reference; another model's score means nothing.
 */
export function decideFace(facts: PresentationFacts, referenceModel: ModelIdentity): FaceDecision {
  const point = operatingPointOf(facts.model.digest);
  if (!point || facts.model.digest !== referenceModel.digest) return { kind: 'undecidable', check: 'model' };
  const reasons = unusableBecause(facts);
  if (reasons.length > 0) return { kind: 'unusable', reasons };
  if (!facts.liveness.followed) return { kind: 'not-live', check: 'sequence' };
  if (!facts.liveness.samePerson) return { kind: 'not-live', check: 'several-people' };
  if (facts.score === null) return { kind: 'unusable', reasons: ['turned-away'] };
  const matched = facts.score >= point.fusedThreshold;
  return matched ? { kind: 'match', thresholds: point.version } : { kind: 'no-match' };
}

/** The head turns because it was asked to, so `turned-away` counts only if no frame looks straight ahead. */
function unusableBecause({ frames }: PresentationFacts): QualityReason[] {
  const others = new Set(
    frames.flatMap(({ reasons }) => reasons).filter((reason) => reason !== 'turned-away'),
  );
  if (others.size > 0) return [...others];
  return frames.some(({ reasons }) => reasons.length === 0) ? [] : ['turned-away'];
}

/** Head movements in one challenge. */
export const STEP_COUNT = 3;

/**
 * A sequence of head movements in which no movement follows itself.
 * @param draws `STEP_COUNT` random bytes; the bias of byte mod 5 or mod 4 is below 1.6 % and does not matter here.
 */
export function chooseSteps(draws: Uint8Array): PoseStep[] {
  const steps: PoseStep[] = [];
  for (const draw of draws.subarray(0, STEP_COUNT)) {
    const others = POSE_STEPS.filter((step) => step !== steps.at(-1));
    steps.push(others[draw % others.length]!);
  }
  return steps;
}
