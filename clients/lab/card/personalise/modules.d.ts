/** OpenJPEG's encoder compiled to WebAssembly: the part of it used here. The package has no types of its own. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  export interface J2KEncoder {
    /** Where the pixels of a picture of this form go. */
    getDecodedBuffer(frame: {
      width: number;
      height: number;
      bitsPerSample: number;
      componentCount: number;
      isSigned: boolean;
      isUsingColorTransform: boolean;
    }): Uint8Array;
    /** `layers` quality layers, whose sizes `setCompressionRatio` says. */
    setQuality(lossless: boolean, layers: number): void;
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    /** The codestream; a view that ends with the encoder. */
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }
  export default function load(): Promise<{ J2KEncoder: new () => J2KEncoder }>;
}
