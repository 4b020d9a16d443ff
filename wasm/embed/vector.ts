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
