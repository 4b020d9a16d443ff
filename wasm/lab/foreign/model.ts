import type { Recipe } from '#wasm/embed/embed.ts';
import { fromPackage } from '#wasm/models/recipes.ts';
import { buildDlib } from './dlib.ts';
import { readTfjsWeights } from './weights.ts';

const PACKAGE = '@vladmandic/face-api';

/**
 * A model that the product does not know: dlib's `dlib_face_recognition_resnet_model_v1`, dedicated to the public domain
 * by its author, who names the training sets (CC0; the package around it: MIT). It is far less accurate than what ships.
 */
export const DLIB = {
  sha256: 'da00933a509a80281b5c1cac86d7ad4d8e11b179f55555b5bfb140af9e0a4c36',
  build: (): Uint8Array =>
    buildDlib(
      readTfjsWeights(
        fromPackage(PACKAGE, 'model/face_recognition_model-weights_manifest.json').toString(),
        fromPackage(PACKAGE, 'model/face_recognition_model.bin'),
      ),
    ),
  recipe: {
    // dlib's chip: its mean face shape with a quarter of padding.
    template: {
      size: 150,
      points: [
        [47.5492, 46.599],
        [100.4761, 46.599],
        [74.0127, 76.5625],
        [50.4149, 103.0233],
        [97.6104, 103.0233],
      ],
    },
    encoding: { order: 'rgb', mean: [122.782, 117.001, 104.298], scale: 255 },
    dimensions: 128,
    samePerson: 0.92,
    centred: false,
  } satisfies Recipe,
};
