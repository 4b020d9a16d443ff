import { dot } from '../embed/vector.ts';

/** No camera takes the same picture twice. */
const SAME_PICTURE = 1 - 1e-6;

/**
 * Every frame shows the person of the first one.
 * @param alike least cosine of two frames of one person; each embedding model has its own.
 */
export function isSamePerson(embeddings: readonly Float32Array[], alike: number): boolean {
  const [first, ...others] = embeddings;
  return first !== undefined && others.every((other) => dot(first, other) >= alike);
}

/** A frame was handed in twice. */
export function isRepeated(embeddings: readonly Float32Array[]): boolean {
  return embeddings.some((one, index) =>
    embeddings.slice(index + 1).some((other) => dot(one, other) >= SAME_PICTURE),
  );
}
