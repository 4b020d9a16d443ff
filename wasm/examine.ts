import type {
  Frame,
  FrameFacts,
  ModelIdentity,
  Presentation,
  PresentationFacts,
} from '#schema/contract/face.ts';
import { RECIPE } from './embed/embed.ts';
import { dot, fuse } from './embed/vector.ts';
import { followedSequence, type TimedMoment } from './liveness/sequence.ts';

/** More frames than this are not looked at. */
export const MOST_FRAMES = 8;

/** No camera takes the same picture twice. */
const SAME_PICTURE = 1 - 1e-6;

/** What one frame showed. */
export interface Witness {
  facts: FrameFacts;
  embedding: Float32Array | null;
  /** How much the frame counts in the fused probe. */
  weight: number;
}

export const UNDECODABLE: Witness = {
  facts: { reasons: ['undecodable'], pose: null, eyeSpan: null },
  embedding: null,
  weight: 0,
};

/** Draws a presentation's facts together. `look` is asked for one frame after the other. */
export async function examinePresentation(
  { reference, frames, steps }: Presentation,
  model: ModelIdentity,
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
    liveness: { followed, samePerson: isSamePerson(embeddings) },
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

/** Every frame shows the person of the first one. */
function isSamePerson(embeddings: readonly Float32Array[]): boolean {
  const [first, ...others] = embeddings;
  return first !== undefined && others.every((other) => dot(first, other) >= RECIPE.samePerson);
}

/** A frame was handed in twice. */
function isRepeated(embeddings: readonly Float32Array[]): boolean {
  return embeddings.some((one, index) =>
    embeddings.slice(index + 1).some((other) => dot(one, other) >= SAME_PICTURE),
  );
}
