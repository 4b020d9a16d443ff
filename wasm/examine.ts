import type {
  Frame,
  FrameFacts,
  ModelIdentity,
  Presentation,
  PresentationFacts,
} from '#schema/contract/face.ts';
import { dot } from './embed/vector.ts';
import { fuse } from './embed/fuse.ts';
import type { Recipe } from './embed/profiles.ts';
import { isRepeated, isSamePerson } from './liveness/identity.ts';
import { followedSequence, type TimedMoment } from './liveness/sequence.ts';

/** More frames than this are not looked at. */
export const MOST_FRAMES = 8;

/** What one frame showed. */
export interface Witness {
  facts: FrameFacts;
  embedding: Float32Array | null;
  /** How much the frame counts in the fused probe. */
  weight: number;
  passive: number | null;
}

export const UNDECODABLE: Witness = {
  facts: { reasons: ['undecodable'], pose: null, eyeSpan: null },
  embedding: null,
  weight: 0,
  passive: null,
};

/** Draws a presentation's facts together. `look` is asked for one frame after the other. */
export async function examinePresentation(
  { reference, frames, steps }: Presentation,
  { model, recipe }: { model: ModelIdentity; recipe: Recipe },
  look: (frame: Frame) => Promise<Witness>,
): Promise<PresentationFacts> {
  const witnesses: Witness[] = [];
  for (const [index, frame] of frames.entries())
    witnesses.push(index < MOST_FRAMES ? await look(frame) : UNDECODABLE);
  const embeddings = witnesses.flatMap(({ embedding }) => (embedding ? [embedding] : []));
  const moments = momentsOf(frames, witnesses);
  const followed = moments !== null && !isRepeated(embeddings) && followedSequence(moments, steps);
  return {
    model,
    frames: witnesses.map(({ facts }) => facts),
    liveness: {
      followed,
      samePerson: isSamePerson(embeddings, recipe.samePerson),
      passive: meanPassive(witnesses),
    },
    score: scoreOf(witnesses, reference),
  };
}

/** Null if a face is missing anywhere: a gap in a presentation hides what happened in it. */
function momentsOf(frames: readonly Frame[], witnesses: readonly Witness[]): TimedMoment[] | null {
  const moments = witnesses.flatMap(({ facts: { pose, eyeSpan, reasons } }, index) =>
    pose && eyeSpan !== null
      ? [{ pose, eyeSpan, capturedAt: frames[index]!.capturedAt, good: reasons.length === 0 }]
      : [],
  );
  return moments.length === frames.length ? moments : null;
}

function scoreOf(witnesses: readonly Witness[], reference: Float32Array): number | null {
  const probe = fuse(
    witnesses.flatMap(({ embedding, weight }) => (embedding ? [{ embedding, weight }] : [])),
  );
  if (!probe || probe.length !== reference.length) return null;
  const score = dot(probe, reference);
  return Number.isFinite(score) ? score : null;
}

function meanPassive(witnesses: readonly Witness[]): number | null {
  const scores = witnesses.flatMap(({ passive }) => (passive === null ? [] : [passive]));
  return scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
}
