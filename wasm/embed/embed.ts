import { align } from '../align/align.ts';
import type { Raster } from '../decode/raster.ts';
import { encode } from '../decode/sample.ts';
import type { FivePoints } from '../landmarks/mesh.ts';
import type { Session } from '../runtime/port.ts';
import type { Recipe } from './profiles.ts';

export interface Embedded {
  /** Of length 1. */
  embedding: Float32Array;
  /** How much the picture counts among several of one person. */
  weight: number;
}

/**
 * The face as a vector of length 1. How long the vector was before says how much of a face the model saw: blurred, dark
 * and turned faces come out shorter, so its square is the picture's weight.
 */
export async function embed(
  model: Session,
  recipe: Recipe,
  raster: Raster,
  five: FivePoints,
): Promise<Embedded> {
  const { output } = await model.run(encode(align(raster, five, recipe.template), recipe.encoding));
  return { embedding: normalise(output!), weight: dot(output!, output!) };
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
