// Pages and Workers type-check this file too, so it brings the types of its imports along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./modules.d.ts" />
import decode, { init } from '@jsquash/jpeg/decode.js';
import {
  JpxImage,
  setVerbosityLevel,
  VerbosityLevel,
} from 'pdfjs-dist/image_decoders/pdf.image_decoders.mjs';
import { ModuleToken } from './instantiate.ts';
import { memo } from './memo.ts';
import type { Codecs, Runtime } from './port.ts';

/** How many files OpenJPEG may refuse before it is started afresh, for what it may have lost at each. */
const MOST_REFUSALS = 1000;

/**
 * mozjpeg and OpenJPEG. A decoder that trapped half-way is in no known state and is thrown away. A new one costs 16 MB
 * until the old one is collected.
 */
export function wasmCodecs(runtime: Pick<Runtime, 'wasm'>): Codecs {
  return { jpeg: jpegDecoder(runtime), jpeg2000: jpeg2000Decoder(runtime) };
}

/** The package's types leave out the compiled module. */
type InitJpeg = (module: WebAssembly.Module, overrides: { printErr: () => void }) => Promise<void>;

/**
 * mozjpeg leaves a broken file by an exit that gives back neither its stack nor its memory, 8 MB of a large picture. It is
 * thrown away after each, and `readJpegHeader` sees to it that there is none.
 */
function jpegDecoder({ wasm }: Pick<Runtime, 'wasm'>): Codecs['jpeg'] {
  // The decoder writes about broken files to the console; whoever sent one has no business in a log.
  const start = async () => {
    giveImageData();
    return (init as InitJpeg)(await wasm.jpeg(), { printErr: () => {} });
  };
  let ready = memo(start);
  return async (file) => {
    await ready();
    try {
      const { width, height, data } = await decode(exactBuffer(file), { preserveOrientation: true });
      return { width, height, channels: 4, data };
    } catch (error) {
      ready = memo(start);
      throw error;
    }
  };
}

/** What the decoder gives its pixels in. Without one it makes one up, which holds on to its own 16 MB for ever. */
function giveImageData(): void {
  const host = globalThis as { ImageData?: unknown };
  host.ImageData ??= class {
    data: Uint8ClampedArray;
    width: number;
    height: number;

    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  };
}

function jpeg2000Decoder({ wasm }: Pick<Runtime, 'wasm'>): Codecs['jpeg2000'] {
  const start = memo(async () => {
    const token = new ModuleToken(await wasm.jpeg2000());
    setVerbosityLevel(VerbosityLevel.ERRORS);
    JpxImage.setOptions({
      getHandler: () => ({ sendWithPromise: async () => new Uint8Array(token.bytes) }),
      useWasm: true,
      useWorkerFetch: false,
      wasmUrl: '/',
    });
    return token;
  });
  let refusals = 0;
  return async (file, { width, height, components }) => {
    const token = await start();
    try {
      const data = await token.run(() => JpxImage.instance.decode(file, { numComponents: components }));
      if (data?.length !== width * height * components) throw new Error('decoded to another size');
      return { width, height, channels: components, data };
    } catch (error) {
      refusals += 1;
      if (error instanceof WebAssembly.RuntimeError || refusals % MOST_REFUSALS === 0) JpxImage.cleanup();
      throw error;
    }
  };
}

/** The decoder takes an ArrayBuffer: a view of a larger one is copied out. */
function exactBuffer(file: Uint8Array): ArrayBuffer {
  const whole = file.byteOffset === 0 && file.byteLength === file.buffer.byteLength;
  return (whole ? file : new Uint8Array(file)).buffer as ArrayBuffer;
}
