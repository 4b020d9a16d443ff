import type { Jpeg2000Header } from '../decode/jpeg2000-header.ts';
import type { Raster } from '../decode/raster.ts';

/**
 * Everything that differs between workerd, Node and a page. Each is asked when first needed: `wasm` for a compiled
 * module, `model` for the bytes of a model named in the manifest.
 */
export interface Runtime {
  wasm: Record<'ort' | 'jpeg' | 'jpeg2000', () => Promise<WebAssembly.Module>>;
  model(name: string): Promise<Uint8Array>;
}

/** Decoders that may throw, for files whose header was judged before. */
export interface Codecs {
  jpeg(file: Uint8Array): Promise<Raster>;
  jpeg2000(file: Uint8Array, header: Jpeg2000Header): Promise<Raster>;
}

/** A loaded model with one input. */
export interface Session {
  /** Of the input; a dimension that the file leaves open is a name. */
  readonly shape: readonly (number | string)[];
  /** Uses the input up. */
  run(input: Float32Array): Promise<Record<string, Float32Array>>;
}
export type OpenSession = (model: Uint8Array) => Promise<Session>;
