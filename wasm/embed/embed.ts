import { align } from '../align/align.ts';
import type { Chip, Raster } from '../decode/raster.ts';
import { encode } from '../decode/sample.ts';
import type { FivePoints } from '../landmarks/mesh.ts';
import type { Session } from '../runtime/port.ts';
import type { Recipe } from './profiles.ts';

/** The face as a vector of length 1. */
export async function embed(
  model: Session,
  recipe: Recipe,
  raster: Raster,
  five: FivePoints,
): Promise<Float32Array> {
  return embedChip(model, recipe, align(raster, five, recipe.template));
}

export async function embedChip(model: Session, recipe: Recipe, chip: Chip): Promise<Float32Array> {
  const { output } = await model.run(encode(chip, recipe.encoding));
  return normalise(output!);
}

export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/** Cosine, where both are of length 1. */
export function dot(p: Float32Array, q: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < p.length; at++) sum += p[at]! * q[at]!;
  return sum;
}
