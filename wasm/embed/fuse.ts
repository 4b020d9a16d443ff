import { normalise } from './vector.ts';

export interface Weighted {
  embedding: Float32Array;
  weight: number;
}

/** Several pictures of one person as one vector of length 1: their weighted mean. Null if nothing carries weight. */
export function fuse(pictures: readonly Weighted[]): Float32Array | null {
  const [first] = pictures;
  if (!first || pictures.every(({ weight }) => weight === 0)) return null;
  const sum = new Float32Array(first.embedding.length);
  for (const { embedding, weight } of pictures)
    for (let at = 0; at < sum.length; at++) sum[at]! += embedding[at]! * weight;
  return normalise(sum);
}
