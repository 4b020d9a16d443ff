/* What a bundler makes of these imports; how is said in workers/matcher/wrangler.toml. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module '*.onnx' {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module 'pdfjs-dist/image_decoders/pdf.image_decoders.mjs' {
  export class JpxImage {
    static get instance(): JpxImage;
    static cleanup(): void;
    static setOptions(options: {
      getHandler: () => { sendWithPromise: (kind: string) => Promise<Uint8Array> };
      useWasm: boolean;
      useWorkerFetch: boolean;
      wasmUrl: string;
    }): void;
    decode(file: Uint8Array, options: { numComponents: number }): Promise<Uint8ClampedArray | null>;
  }
  export const VerbosityLevel: { ERRORS: number };
  export function setVerbosityLevel(level: number): void;
}
