import { dot } from '../embed/embed.ts';

/** Two frames of one presentation are at least this alike, even with the head turned. */
const SAME_PERSON = 0.35;
/** No camera takes the same picture twice. */
const SAME_PICTURE = 0.99999;

/** Every frame shows the person of the first one. */
export function isSamePerson(embeddings: readonly Float32Array[]): boolean {
  const [first, ...others] = embeddings;
  return first !== undefined && others.every((other) => dot(first, other) >= SAME_PERSON);
}

/** A frame was handed in twice. */
export function isRepeated(embeddings: readonly Float32Array[]): boolean {
  return embeddings.some((one, index) =>
    embeddings.slice(index + 1).some((other) => dot(one, other) >= SAME_PICTURE),
  );
}
