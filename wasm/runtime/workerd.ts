// Both Workers and page type-check this file, so it brings the types of its imports along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./modules.d.ts" />
import jpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm';
import ort from '../models/built/ort.wasm';
import jpeg2000 from 'pdfjs-dist/wasm/openjpeg.wasm';
import detector from '../models/built/detector.onnx';
import embedding from '../models/built/embedding.onnx';
import landmarks from '../models/built/landmarks.onnx';
import type { Runtime } from './port.ts';

const MODELS: Record<string, ArrayBuffer> = {
  detector,
  landmarks,
  embedding,
};

/** workerd: everything is part of the bundle. */
export const workerdRuntime: Runtime = {
  wasm: { ort: async () => ort, jpeg: async () => jpeg, jpeg2000: async () => jpeg2000 },
  model: async (name) => {
    const bytes = MODELS[name];
    if (!bytes) throw new Error(`${name} is not in the bundle`);
    return new Uint8Array(bytes);
  },
};
