import type { Chip, Raster } from '#wasm/decode/raster.ts';
import { sample } from '#wasm/decode/sample.ts';
import { invert, similarity, type Point } from '#wasm/geometry.ts';
import type { FivePoints } from './mesh.ts';

/** Where a model wants the five points: left eye, right eye, nose, left and right corner of the mouth. */
export interface Template {
  size: number;
  points: readonly [Point, Point, Point, Point, Point];
}

/** The template of ArcFace and its many descendants. */
export const ARCFACE: Template = {
  size: 112,
  points: [
    [38.2946, 51.6963],
    [73.5318, 51.5014],
    [56.0252, 71.7366],
    [41.5493, 92.3655],
    [70.7299, 92.2041],
  ],
};

/** The face, turned and scaled so that its five points lie on the template's. */
export function align(raster: Raster, five: FivePoints, template: Template): Chip {
  const from = [five.leftEye, five.rightEye, five.nose, five.leftMouth, five.rightMouth];
  return sample(raster, invert(similarity(from, template.points)), template.size);
}
