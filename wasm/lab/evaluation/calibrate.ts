import { parseArgs } from 'node:util';
import type { ModelIdentity } from '#schema/contract/face.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { centred, encodeCentre } from '#wasm/embed/centre.ts';
import { RECIPE } from '#wasm/embed/embed.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import type { Role } from '#wasm/quality/thresholds.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { observeAll, type Observation } from './observe.ts';
import { operate, type Operating } from './operating.ts';
import { writeCentres, writeOperatingPoint, type Centres } from './operating-file.ts';
import { NO_GROUPS, readGroups, type Groups } from './groups.ts';
import { readPairs, type Pair } from './pairs.ts';
import { fusions, singles, type Template } from './population.ts';
import { wilson, type Share } from './statistics.ts';

/*
 * `npm run lab -- face:calibrate --pairs FILE.csv --images DIR --data "what the pictures are" [--groups FILE.csv] [--record]`:
 * fixes the thresholds so that of the comparisons of different people no more than 1 in 10,000 pass, among all people and in
 * every group that the groups file tells apart, and counts what that costs.
 * With --record it writes `schema/contract/operating-point.ts`.
 */
const FRAMES = 3;
/** Of one person's choices of three pictures, at most this many, so that nobody outweighs the others. */
const MOST_FUSIONS = 20;

interface Calibration {
  model: ModelIdentity;
  single: Operating;
  fused: Operating & { frames: number };
}
export interface CalibrationFigures extends Calibration {
  date: string;
  data: { description: string; references: number; probes: number };
  failureToAcquire: { references: Share; probes: Share };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string' },
      images: { type: 'string' },
      groups: { type: 'string' },
      data: { type: 'string', default: 'not described' },
      record: { type: 'boolean' },
    },
  });
  const { pairs: file, images, data } = values;
  if (!file || !images)
    throw new Error(
      'usage: npm run lab -- face:calibrate --pairs FILE.csv --images DIR --data TEXT [--groups FILE.csv] [--record]',
    );
  const pairs = await readPairs(file);
  const { engine, references, probes } = await observePairs(pairs, images);
  const failureToAcquire = { references: missing(references), probes: missing(probes) };
  const centres = RECIPE.centred ? { [engine.model.digest]: centreAll(references, probes) } : {};
  const counts = {
    references: distinct(pairs.map((pair) => pair.reference)),
    probes: distinct(pairs.map((pair) => pair.probe)),
  };
  const figures: CalibrationFigures = {
    date: new Date().toISOString().slice(0, 10),
    data: { description: data, ...counts },
    failureToAcquire,
    ...calibrate(
      engine.model,
      references,
      probes,
      values.groups ? await readGroups(values.groups) : NO_GROUPS,
    ),
  };
  print(figures);
  await recordFigures('calibration', figures);
  if (!values.record) return;
  await writeOperatingPoint(figures);
  await writeCentres(centres);
}

async function observePairs(pairs: readonly Pair[], images: string) {
  const engine = createFaceEngine(nodeRuntime, { centred: false });
  const observe = (role: Role) =>
    observeAll(
      engine,
      images,
      pairs.map((pair) => pair[role]),
      role,
    );
  return { engine, references: await observe('reference'), probes: await observe('probe') };
}

/** Takes the mean of each kind of picture away from its embeddings, and says what it was. */
function centreAll(references: Map<string, Observation>, probes: Map<string, Observation>): Centres[string] {
  const [reference, probe] = [centreObserved(references), centreObserved(probes)];
  return { reference: encodeCentre(reference), probe: encodeCentre(probe) };
}

function centreObserved(observed: Map<string, Observation>): Float32Array {
  const embedded = [...observed.values()].filter(({ embedding }) => embedding !== null);
  const centre = new Float32Array(embedded[0]!.embedding!.length);
  for (const { embedding } of embedded)
    embedding!.forEach((value, at) => {
      centre[at]! += value / embedded.length;
    });
  for (const observation of embedded) observation.embedding = centred(observation.embedding!, centre);
  return centre;
}

function calibrate(
  model: ModelIdentity,
  references: Map<string, Observation>,
  probes: Map<string, Observation>,
  groups: Groups,
): Calibration {
  const named = (templates: Template[]) =>
    templates.map((template) => ({ ...template, person: groups.personOf(template.person) }));
  const chips = named(singles(references));
  return {
    model,
    single: operate(chips, named(singles(probes)), groups),
    fused: { frames: FRAMES, ...operate(chips, named(fusions(probes, FRAMES, MOST_FUSIONS)), groups) },
  };
}

const distinct = (files: readonly string[]): number => new Set(files).size;

function missing(observed: Map<string, Observation>): Share {
  return wilson([...observed.values()].filter(({ embedding }) => !embedding).length, observed.size);
}

function print({ model, single, fused }: Calibration): void {
  for (const [name, one] of [
    ['one picture', single],
    [`${fused.frames} pictures`, fused],
  ] as const) {
    const { value, low, high } = one.fnmr;
    const rates = [value, low, high, one.fnmrByPerson].map((rate) => (100 * rate).toFixed(2));
    process.stdout.write(
      `${model.profile}, ${name}: ${one.impostors} comparisons of different people, threshold ${one.threshold}, ` +
        `decided by ${one.decidedBy}, FNMR ${rates[0]} % (95 %: ${rates[1]} to ${rates[2]}; by person ${rates[3]}) of ${one.genuine} from ${one.people} people\n`,
    );
    for (const { group, people, impostors, fmr, fmrAtMost, fnmr: own, ownThreshold } of one.groups)
      process.stdout.write(
        `  ${group.padEnd(18)} ${people} people, FMR ${fmr.toExponential(1)} of ${impostors} (at most ${fmrAtMost.toExponential(1)}; ` +
          `its own threshold ${ownThreshold}), FNMR ${(100 * own.value).toFixed(2)} % (${(100 * own.low).toFixed(2)} to ${(100 * own.high).toFixed(2)})\n`,
      );
  }
}

await main();
