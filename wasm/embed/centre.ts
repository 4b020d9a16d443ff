import type { Role } from '../quality/thresholds.ts';
import centres from './centres.json' with { type: 'json' };
import { normalise } from './vector.ts';

/*
 * Where the mean face of a population lies for one set of weights, for grey chip photos and for colour selfies. Taking
 * it away leaves what tells people apart. `centres.json` is written by `npm run lab -- face:calibrate`, by digest of the model.
 */
const CENTRES: Record<string, Record<Role, string>> = centres;

/** The centre for these weights and this kind of picture; null where embeddings are compared as they are. */
export function centreOf(digest: string, role: Role): Float32Array | null {
  const stored = CENTRES[digest]?.[role];
  return stored === undefined ? null : decode(stored);
}

/** An embedding of length 1 seen from the centre, again of length 1. */
export function centred(embedding: Float32Array, centre: Float32Array | null): Float32Array {
  return centre ? normalise(embedding.map((value, at) => value - centre[at]!)) : embedding;
}

/** float32, little endian, as base64. */
function decode(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

export function encodeCentre(centre: Float32Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(centre.buffer, centre.byteOffset, centre.byteLength)));
}
