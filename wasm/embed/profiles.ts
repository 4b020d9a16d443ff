import { ARCFACE, DLIB, type Template } from '#wasm/find/align.ts';
import type { Encoding } from '../decode/sample.ts';

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

/** By profile of the manifest. */
export const RECIPES: Record<string, Recipe> = {
  // The package's own code feeds red first; blue first measured better: false rejects at FMR 1e-4 fall by two points.
  'fr-feature': {
    template: ARCFACE,
    encoding: { order: 'bgr', mean: [127, 127, 127], scale: 128 },
    dimensions: 512,
    samePerson: 0.35,
    centred: true,
  },
  dlib: {
    template: DLIB,
    encoding: { order: 'rgb', mean: [122.782, 117.001, 104.298], scale: 255 },
    dimensions: 128,
    samePerson: 0.92,
    centred: false,
  },
};
