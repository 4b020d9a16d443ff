import { align } from '#wasm/find/align.ts';
import type { Raster } from '../decode/raster.ts';
import { encode } from '../decode/sample.ts';
import type { FivePoints } from '#wasm/find/mesh.ts';
import type { Session } from '../runtime/port.ts';
import { centred } from './centre.ts';
import type { Recipe } from './profiles.ts';
import { dot, normalise } from './vector.ts';

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
  centre: Float32Array | null = null,
): Promise<Embedded> {
  const { output } = await model.run(encode(align(raster, five, recipe.template), recipe.encoding));
  return { embedding: centred(normalise(output!), centre), weight: dot(output!, output!) };
}
