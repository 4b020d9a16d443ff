import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { storeAsHalf } from './storage.ts';
import { convertTflite } from './tflite/convert.ts';
import { buildDlib } from './tfjs/dlib.ts';
import { readTfjsWeights } from './tfjs/weights.ts';

/** How each model file is made from a file of an exact-pinned npm package. Deterministic: same package, same bytes. */
export const RECIPES: Record<string, () => Uint8Array> = {
  detector: () =>
    storeAsHalf(
      convertTflite(
        'blazeface-short-range',
        fromPackage('@mediapipe/face_detection', 'face_detection_short_range.tflite'),
      ),
    ),
  landmarks: () => storeAsHalf(convertTflite('face-mesh', faceLandmarkTflite())),
  'embedding-fr-feature': () => storeAsHalf(faceplugin('fr_feature')),
  'embedding-dlib': () =>
    buildDlib(
      readTfjsWeights(
        fromPackage('@vladmandic/face-api', 'model/face_recognition_model-weights_manifest.json').toString(),
        fromPackage('@vladmandic/face-api', 'model/face_recognition_model.bin'),
      ),
    ),
  'passive-liveness': () => storeAsHalf(faceplugin('fr_liveness')),
};

export const faceplugin = (name: string): Buffer =>
  fromPackage('faceplugin-face-recognition-js', `model/${name}.onnx`);

/** The package packs its model files into one; its loader names where each starts and ends. */
function faceLandmarkTflite(): Buffer {
  const loader = fromPackage('@mediapipe/face_mesh', 'face_mesh_solution_packed_assets_loader.js').toString();
  const entry = /face_landmark\.tflite", "start": (\d+), "end": (\d+)/.exec(loader);
  if (!entry) throw new Error('face_landmark.tflite is not listed in the loader of @mediapipe/face_mesh');
  const assets = fromPackage('@mediapipe/face_mesh', 'face_mesh_solution_packed_assets.data');
  return assets.subarray(Number(entry[1]), Number(entry[2]));
}

function fromPackage(name: string, file: string): Buffer {
  return readFileSync(join(packageFolder(name), file));
}

/** Where an installed package lies. */
export function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve(`${name}/package.json`));
}
