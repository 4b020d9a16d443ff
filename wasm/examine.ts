import type {
  Frame,
  FrameFacts,
  ModelIdentity,
  Presentation,
  PresentationFacts,
} from '#schema/contract/face.ts';
import { release, type Chip } from './decode/raster.ts';
import type { Embedded } from './embed/embed.ts';
import { dot, fuse } from './embed/vector.ts';
import { hasRepeated, type Patch } from './liveness/repeated.ts';
import { followedSequence, framesThatCount, type TimedMoment } from './liveness/sequence.ts';

/** More frames than this are not looked at. */
export const MOST_FRAMES = 8;

/** What one frame showed. */
export interface Witness {
  facts: FrameFacts;
  /** The face as the model wants it. */
  chip: Chip | null;
  /** What the frame is known by should it come again. */
  patch: Patch | null;
}

export const UNDECODABLE: Witness = {
  facts: { reasons: ['undecodable'], pose: null, eyeSpan: null },
  chip: null,
  patch: null,
};

/** What a presentation is examined with; each is asked for one frame after the other. */
export interface Eyes {
  /** Two frames of one person are at least this alike. */
  samePerson: number;
  look(frame: Frame): Promise<Witness>;
  /** Uses the chip up. */
  embed(chip: Chip): Promise<Embedded>;
}

/** Draws a presentation's facts together. Only frames that count are embedded: one of a presentation that shows something else. */
export async function examinePresentation(
  { reference, frames, steps }: Presentation,
  model: ModelIdentity,
  { samePerson, look, embed }: Eyes,
): Promise<PresentationFacts> {
  const witnesses: Witness[] = [];
  for (const [index, frame] of frames.entries())
    witnesses.push(index < MOST_FRAMES ? await look(frame) : UNDECODABLE);
  const moments = momentsOf(frames, witnesses);
  const patches = witnesses.flatMap(({ patch }) => patch ?? []);
  const followed = moments !== null && !hasRepeated(patches) && followedSequence(moments, steps);
  const chips = chipsOf(witnesses, followed ? framesThatCount(moments) : [startOf(witnesses)]);
  const embedded: Embedded[] = [];
  for (const chip of chips) embedded.push(await embed(chip));
  return {
    model,
    frames: witnesses.map(({ facts }) => facts),
    liveness: { followed, samePerson: followed && isSamePerson(embedded, samePerson) },
    score: scoreOf(embedded, reference),
  };
}

/** The first good frame with a face; else the first with one. */
function startOf(witnesses: readonly Witness[]): number {
  const good = witnesses.findIndex(({ chip, facts }) => chip && facts.reasons.length === 0);
  return good < 0 ? witnesses.findIndex(({ chip }) => chip) : good;
}

/** The chips of these frames; those of the others are given back. */
function chipsOf(witnesses: readonly Witness[], counting: readonly number[]): Chip[] {
  for (const [index, { chip }] of witnesses.entries())
    if (chip && !counting.includes(index)) release(chip.planes);
  return counting.flatMap((index) => witnesses[index]?.chip ?? []);
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

function scoreOf(embedded: readonly Embedded[], reference: Float32Array): number | null {
  const probe = fuse(embedded);
  if (!probe || probe.length !== reference.length) return null;
  const score = dot(probe, reference);
  return Number.isFinite(score) ? score : null;
}

/** Every frame that counts shows the person of the first one. */
function isSamePerson(embedded: readonly Embedded[], least: number): boolean {
  const [first, ...others] = embedded;
  return first !== undefined && others.every(({ embedding }) => dot(first.embedding, embedding) >= least);
}
