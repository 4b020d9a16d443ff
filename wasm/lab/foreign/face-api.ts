import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '#wasm/models/packages.ts';

/** The little of face-api and its TensorFlow.js that is used here; the package's types want a browser. */
interface FaceApi {
  tf: {
    env(): { setPlatform(name: string, platform: object): void };
    setBackend(name: string): Promise<boolean>;
    tensor(values: Float32Array, shape: number[]): object;
    io: { decodeWeights(bytes: ArrayBuffer, specification: object[]): object };
  };
  FaceRecognitionNet: new () => {
    loadFromWeightMap(weights: object): void;
    forwardInput(input: { toBatchTensor: () => object }): { data(): Promise<Float32Array> };
  };
}

const PLATFORM = {
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value),
  now: () => performance.now(),
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
};

/** face-api's own dlib network on TensorFlow.js: takes 150 × 150 RGB pixels (rows of interleaved values, 0 to 255). */
export async function faceApiDlib(): Promise<(pixels: Float32Array) => Promise<Float32Array>> {
  const { tf, FaceRecognitionNet } = await importAsInBrowser();
  tf.env().setPlatform('kaijo', PLATFORM);
  await tf.setBackend('cpu');
  const folder = join(packageFolder('@vladmandic/face-api'), 'model');
  const manifest = readFileSync(join(folder, 'face_recognition_model-weights_manifest.json'), 'utf8');
  const specification = (JSON.parse(manifest) as { weights: object[] }[]).flatMap(({ weights }) => weights);
  const bytes = new Uint8Array(readFileSync(join(folder, 'face_recognition_model.bin')));
  const net = new FaceRecognitionNet();
  net.loadFromWeightMap(tf.io.decodeWeights(bytes.buffer, specification));
  return (pixels) => net.forwardInput({ toBatchTensor: () => tf.tensor(pixels, [1, 150, 150, 3]) }).data();
}

/** The package's bundle takes Node for an old version of itself, so it is loaded where it sees no `process`. */
async function importAsInBrowser(): Promise<FaceApi> {
  const { process } = globalThis;
  Reflect.deleteProperty(globalThis, 'process');
  try {
    return (await import(join(packageFolder('@vladmandic/face-api'), 'dist/face-api.esm.js'))) as FaceApi;
  } finally {
    globalThis.process = process;
  }
}
