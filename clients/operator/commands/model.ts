import { readFile } from 'node:fs/promises';
import { addModel, type Added } from '#wasm/calibration/add.ts';
import type { Population } from '#wasm/calibration/calibrate.ts';
import { NO_GROUPS, readGroups } from '#wasm/calibration/groups.ts';
import { readPairs } from '#wasm/calibration/pairs.ts';
import { ModelRefused } from '#wasm/calibration/recipe.ts';
import { Misuse, Refusal } from '../exit.ts';

/** What the operator's files are called. */
export interface ModelFiles {
  model: string;
  recipe: string;
  /** Neither or both; without them the model is not calibrated. */
  pairs: string | undefined;
  images: string | undefined;
  groups: string | undefined;
  /** What the pictures are, in words. */
  data: string | undefined;
}

/** `model add`: answers what to tell. Throws `Refusal`. */
export async function addOwnModel(files: ModelFiles, date: string): Promise<string[]> {
  try {
    const file = new Uint8Array(await readFile(files.model));
    const recipe = await readFile(files.recipe, 'utf8');
    return described(await addModel({ file, recipe, population: await populationOf(files), date }));
  } catch (error) {
    if (error instanceof ModelRefused) throw new Refusal(`${files.model}: ${error.message}`);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Misuse((error as Error).message);
    throw error;
  }
}

async function populationOf({ pairs, images, groups, data }: ModelFiles): Promise<Population | null> {
  if (pairs === undefined && images === undefined) return null;
  if (pairs === undefined || images === undefined) throw new Misuse('--pairs and --images go together');
  return {
    pairs: await readPairs(pairs),
    images,
    groups: groups === undefined ? NO_GROUPS : await readGroups(groups),
    description: data ?? 'not described',
  };
}

function described({ profile, trial, calibration }: Added): string[] {
  const { milliseconds, slower, memoryMb } = trial;
  const known = [
    `${profile.name} ${profile.sha256}`,
    `one face ${milliseconds.toFixed(0)} ms here, ${slower.toFixed(1)} times the detector's; ${memoryMb} MB`,
  ];
  if (!calibration)
    return [...known, 'not calibrated: it matches nobody. Add it again with --pairs and --images'];
  const { single, fused } = calibration.figures;
  const rates = Object.entries({ 'one picture': single, [`${fused.frames} fused`]: fused }).map(
    ([kind, { threshold, decidedBy, fnmr, impostors, people }]) =>
      `${kind}: threshold ${threshold} (decided by ${decidedBy}), FNMR ${(100 * fnmr.value).toFixed(2)} % of ${people} people, ${impostors} comparisons of different people`,
  );
  return [...known, ...rates, 'now: npm run check, npm run deploy -- --env staging --dry-run'];
}
