import { align, ARCFACE, type Template } from '#wasm/find/align.ts';
import { release, type Chip, type Raster } from '../decode/raster.ts';
import { encode, type Encoding } from '../decode/sample.ts';
import { fivePoints, type Mesh } from '#wasm/find/mesh.ts';
import type { Session } from '../runtime/port.ts';
import { centred } from './centre.ts';
import { dot, normalise } from './vector.ts';

/** How a face is put before an embedding model. */
export interface Recipe {
  template: Template;
  encoding: Encoding;
  dimensions: number;
  /** Two frames of one presentation are at least this alike, even with the head turned. */
  samePerson: number;
  /** Whether the mean embedding is taken away. It spoils models whose embeddings all lie in one direction. */
  centred: boolean;
}

export interface Embedded {
  /** Of length 1. */
  embedding: Float32Array;
  /** How much the picture counts among several of one person. */
  weight: number;
}

const isArcface = ({ size, points }: Template): boolean =>
  size === ARCFACE.size && points.flat().every((value, at) => value === ARCFACE.points[at >> 1]![at & 1]);

/** The face as a recipe wants it. Most want the template of ArcFace, on which the face lies already. */
export function chipFor({ template }: Recipe, raster: Raster, mesh: Mesh, onArcface: Chip): Chip {
  if (isArcface(template)) return onArcface;
  release(onArcface.planes);
  return align(raster, fivePoints(mesh), template);
}

/**
 * The face as a vector of length 1. How long the vector was before says how much of a face the model saw: blurred, dark
 * and turned faces come out shorter, so its square is the picture's weight. Uses the chip up.
 */
export async function embed(
  model: Session,
  recipe: Recipe,
  chip: Chip,
  centre: Float32Array | null = null,
): Promise<Embedded> {
  const [output] = Object.values(await model.run(encode(chip, recipe.encoding)));
  return { embedding: centred(normalise(output!), centre), weight: dot(output!, output!) };
}
