import type { ModelIdentity } from '#schema/contract/face.ts';
import { centred, encodeCentre } from '#wasm/embed/centre.ts';
import { createFaceEngine, type Profile } from '#wasm/engine.ts';
import type { Role } from '#wasm/quality/thresholds.ts';
import type { Runtime } from '#wasm/runtime/port.ts';
import { type Groups } from './groups.ts';
import { observeAll, type Observation } from './observe.ts';
import { operate, samePersonThreshold, type Operating } from './operating.ts';
import type { Pair } from './pairs.ts';
import { fusions, singles, type Template } from './population.ts';
import { wilson, type Share } from './statistics.ts';

const FRAMES = 3;
/** Of one person's choices of three pictures, at most this many, so that nobody outweighs the others. */
const MOST_FUSIONS = 20;

/** Whom a model is calibrated on. */
export interface Population {
  pairs: readonly Pair[];
  /** Folder of the pictures. */
  images: string;
  groups: Groups;
  /** What the pictures are, in words. */
  description: string;
}

export interface CalibrationFigures {
  date: string;
  data: { description: string; references: number; probes: number };
  failureToAcquire: { references: Share; probes: Share };
  model: ModelIdentity;
  single: Operating;
  fused: Operating & { frames: number };
}

/** Everything that a model needs to be served, as data. */
export interface Calibration {
  figures: CalibrationFigures;
  /** Mean embeddings, float32 as base64; null where they are not taken away. */
  centres: Record<Role, string> | null;
  /** The score below which two frames show two people. */
  samePerson: number;
}

type Observed = Map<string, Observation>;

/**
 * Fixes a model's thresholds so that of the comparisons of different people no more than 1 in 10,000 pass, among all people
 * and in every group, and counts what that costs.
 * @param date `YYYY-MM-DD`; names the thresholds
 */
export async function calibrate(
  runtime: Runtime,
  profile: Profile,
  { pairs, images, groups, description }: Population,
  date: string,
): Promise<Calibration> {
  const engine = createFaceEngine(runtime, { profile, centred: false });
  const files = (role: Role): string[] => [...new Set(pairs.map((pair) => pair[role]))];
  const references = await observeAll(engine, images, files('reference'), 'reference');
  const probes = await observeAll(engine, images, files('probe'), 'probe');
  const centres = profile.recipe.centred
    ? { reference: centreAll(references), probe: centreAll(probes) }
    : null;
  const named = (templates: Template[]): Template[] =>
    templates.map((template) => ({ ...template, person: groups.personOf(template.person) }));
  const [chips, selfies] = [named(singles(references)), named(singles(probes))];
  const figures: CalibrationFigures = {
    date,
    data: { description, references: references.size, probes: probes.size },
    failureToAcquire: { references: missing(references), probes: missing(probes) },
    model: engine.model,
    single: operate(chips, selfies, groups),
    fused: { frames: FRAMES, ...operate(chips, named(fusions(probes, FRAMES, MOST_FUSIONS)), groups) },
  };
  return { figures, centres, samePerson: samePersonThreshold(selfies, groups) };
}

/** Takes the mean of one kind of picture away from its embeddings, and says what it was. */
function centreAll(observed: Observed): string {
  const embedded = [...observed.values()].filter(({ embedding }) => embedding !== null);
  const centre = new Float32Array(embedded[0]?.embedding?.length ?? 0);
  for (const { embedding } of embedded)
    embedding!.forEach((value, at) => {
      centre[at]! += value / embedded.length;
    });
  for (const observation of embedded) observation.embedding = centred(observation.embedding!, centre);
  return encodeCentre(centre);
}

function missing(observed: Observed): Share {
  return wilson([...observed.values()].filter(({ embedding }) => !embedding).length, observed.size);
}
