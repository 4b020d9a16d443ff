import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Runtime } from './port.ts';

const require = createRequire(import.meta.url);

const FILES = {
  ort: '../models/built/ort.wasm',
  jpeg: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  jpeg2000: 'pdfjs-dist/wasm/openjpeg.wasm',
};

/** Node: codecs from the installed packages, what `npm run models` makes from `wasm/models/built`. */
export const nodeRuntime: Runtime = {
  wasm: { ort: compile(FILES.ort), jpeg: compile(FILES.jpeg), jpeg2000: compile(FILES.jpeg2000) },
  model: async (name) => readFile(fileURLToPath(new URL(`../models/built/${name}.onnx`, import.meta.url))),
};

function compile(specifier: string): () => Promise<WebAssembly.Module> {
  return async () => WebAssembly.compile(await readFile(require.resolve(specifier)));
}
