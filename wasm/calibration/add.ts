import type { Profile } from '#wasm/engine.ts';
import { EMBEDDING, openModel } from '#wasm/manifest.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import type { Runtime } from '#wasm/runtime/port.ts';
import { calibrate, type Calibration, type Population } from './calibrate.ts';
import { digestOf, writeCalibration, writeModel } from './profile-files.ts';
import { ModelRefused, readRecipe } from './recipe.ts';
import { tryModel, type Trial } from './trial.ts';

/** Fewer comparisons of different people say nothing of 1 in 10,000. */
const LEAST_COMPARISONS = 10_000;

export interface Added {
  profile: Profile;
  trial: Trial;
  /** Null: served, but it matches nobody until it is calibrated. */
  calibration: Calibration | null;
}

/** What a model is added with. */
export interface Adding {
  file: Uint8Array;
  /** The recipe's text. */
  recipe: string;
  population: Population | null;
  /** `YYYY-MM-DD`; names the thresholds. */
  date: string;
  /** Comparisons of different people that a calibration needs. */
  least?: number;
  /** Stands for the project. */
  root?: string;
}

/**
 * Makes a model the matcher's, from its file and what its recipe says; no code changes. Everything is tried and measured
 * before anything is written. Throws `ModelRefused` with a sentence for the operator.
 */
export async function addModel({ file, recipe: text, population, date, ...rest }: Adding): Promise<Added> {
  const { name, recipe, entry } = readRecipe(text);
  const profile: Profile = { name, recipe, sha256: digestOf(file) };
  const open = ortSessions(nodeRuntime);
  const trial = await tryModel(open, file, recipe, await openModel(nodeRuntime, open, 'detector'));
  const calibration = population && (await calibrated(file, profile, population, date, rest.least));
  await writeModel(file, entry, { name, recipe }, rest.root);
  if (calibration) await writeCalibration(calibration, rest.root);
  return { profile, trial, calibration };
}

async function calibrated(
  file: Uint8Array,
  profile: Profile,
  population: Population,
  date: string,
  least = LEAST_COMPARISONS,
): Promise<Calibration> {
  const calibration = await calibrate(runtimeWith(file), profile, population, date);
  const { single, fused } = calibration.figures;
  for (const [kind, { impostors, genuine }] of Object.entries({ single, fused })) {
    if (impostors < least)
      throw new ModelRefused(
        `the pairs give ${impostors} comparisons of different people (${kind}); at least ${least} are needed`,
      );
    if (genuine === 0)
      throw new ModelRefused(`nobody in the pairs can be compared with themselves (${kind})`);
  }
  return calibration;
}

/** Node's own, with another file as the embedding model. */
function runtimeWith(file: Uint8Array): Runtime {
  return {
    ...nodeRuntime,
    model: async (name) => (name === EMBEDDING ? file.slice() : nodeRuntime.model(name)),
  };
}
