import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeAsHalf } from './half.ts';
import { packageFolder } from './packages.ts';
import { convertTflite } from './tflite/convert.ts';

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
  embedding: () => storeAsHalf(frFeature()),
};

/** The bytes of a model of the manifest: an operator's own file, or made from a package. */
export function makeModel(name: string, { file }: { file?: string }): Uint8Array {
  return file ? readFileSync(new URL(file, import.meta.url)) : RECIPES[name]!();
}

export const frFeature = (): Buffer => fromPackage('faceplugin-face-recognition-js', 'model/fr_feature.onnx');

/** The package packs its model files into one; its loader names where each starts and ends. */
function faceLandmarkTflite(): Buffer {
  const loader = fromPackage('@mediapipe/face_mesh', 'face_mesh_solution_packed_assets_loader.js').toString();
  const entry = /face_landmark\.tflite", "start": (\d+), "end": (\d+)/.exec(loader);
  if (!entry) throw new Error('face_landmark.tflite is not listed in the loader of @mediapipe/face_mesh');
  const assets = fromPackage('@mediapipe/face_mesh', 'face_mesh_solution_packed_assets.data');
  return assets.subarray(Number(entry[1]), Number(entry[2]));
}

/** One file of a package of `packages.json`. */
export function fromPackage(name: string, file: string): Buffer {
  return readFileSync(join(packageFolder(name), file));
}
