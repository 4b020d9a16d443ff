import manifest from '#wasm/manifest.json' with { type: 'json' };
import type { MatcherRpc, PresentationFacts, QualityReason } from '#schema/contract/face.ts';
import { operatingPointOf } from '#schema/contract/operating-point.ts';

/** What the next presentations turn out to be. */
export type Outcome =
  | 'match'
  | 'no-match'
  | 'not-live'
  | 'two-people'
  | 'uncalibrated'
  | 'broken'
  | { unusable: QualityReason[] };

/** A matcher that obeys the contract and sees no picture: tests say what it sees. */
export interface FakeMatcher extends MatcherRpc {
  outcome: Outcome;
  /** Why chip photos cannot serve; empty when they can. */
  photoReasons: QualityReason[];
  /** Presentations compared so far. */
  compared: number;
  /** How often it was told to open its models. */
  warmed: number;
  /** Chip photos looked at so far. */
  embedded: number;
  /** Runs while a presentation is being compared. */
  meanwhile: () => Promise<void>;
}

const calibrated = Object.values(manifest.models).find(({ sha256 }) => operatingPointOf(sha256) !== null);
if (!calibrated) throw new Error('no model of wasm/manifest.json has an operating point');
const MODEL = { profile: 'test', digest: calibrated.sha256 };
const THRESHOLD = operatingPointOf(MODEL.digest)!.fusedThreshold;
const DIMENSIONS = 512;

export function createMatcher(): FakeMatcher {
  const matcher: FakeMatcher = {
    outcome: 'match',
    photoReasons: [],
    compared: 0,
    warmed: 0,
    embedded: 0,
    meanwhile: async () => {},
    async warm() {
      matcher.warmed += 1;
      if (matcher.outcome === 'broken') throw new Error('matcher is down');
    },
    async embedReference(photo) {
      matcher.embedded += 1;
      if (matcher.outcome === 'broken') throw new Error('matcher is down');
      const reasons = matcher.photoReasons;
      return { model: MODEL, reasons, embedding: reasons.length > 0 ? null : embeddingOf(photo) };
    },
    async examine({ reference, frames }) {
      matcher.compared += 1;
      await matcher.meanwhile();
      if (matcher.outcome === 'broken') throw new Error('matcher is down');
      const length = Math.hypot(...reference);
      if (reference.length !== DIMENSIONS || Math.abs(length - 1) > 1e-3)
        throw new Error('the reference is not the embedding that was made');
      return factsOf(matcher.outcome, frames.length);
    },
  };
  return matcher;
}

/** Some unit vector that depends on the photo. */
function embeddingOf(photo: Uint8Array): Float32Array {
  const numbers = Float32Array.from(
    { length: DIMENSIONS },
    (_, index) => (photo[index % photo.length] ?? 0) - 127.5,
  );
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}

function factsOf(outcome: Exclude<Outcome, 'broken'>, count: number): PresentationFacts {
  const reasons = typeof outcome === 'object' ? outcome.unusable : [];
  const pose = { yaw: 0, pitch: 0, roll: 0 };
  return {
    model: outcome === 'uncalibrated' ? { profile: 'test', digest: 'f'.repeat(64) } : MODEL,
    frames: Array.from({ length: count }, () => ({ reasons, pose, eyeSpan: 0.2 })),
    liveness: { followed: outcome !== 'not-live', samePerson: outcome !== 'two-people' },
    score: outcome === 'no-match' ? THRESHOLD - 0.001 : THRESHOLD + 0.001,
  };
}
