// Pages and Workers type-check this file too, so it brings the types of its imports along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./modules.d.ts" />
import decode, { init } from '@jsquash/jpeg/decode.js';
import {
  JpxImage,
  setVerbosityLevel,
  VerbosityLevel,
} from 'pdfjs-dist/image_decoders/pdf.image_decoders.mjs';
import type { Raster } from '../decode/raster.ts';
import { ModuleToken } from './instantiate.ts';
import { memo } from './memo.ts';
import type { Codecs, Runtime } from './port.ts';

/**
 * How many files a decoder may fail at before it is started afresh. mozjpeg leaves a broken file by an exit that does not
 * give its stack back, about a kilobyte each time of the 64 it has; past the end of it a decoder may never answer again.
 * OpenJPEG returns properly.
 */
const MOST_FAILURES = { jpeg: 16, jpeg2000: 1000 } as const;

/**
 * mozjpeg and OpenJPEG. A decoder that trapped half-way is in no known state and is thrown away at once; one that only
 * refused a file is kept a while, because a new one costs 16 MB until the old one is collected.
 */
export function wasmCodecs(runtime: Pick<Runtime, 'wasm'>): Codecs {
  return { jpeg: jpegDecoder(runtime), jpeg2000: jpeg2000Decoder(runtime) };
}

/** Runs a decoder and says when it has to be started afresh. */
function watched(most: number, restart: () => void): (work: () => Promise<Raster>) => Promise<Raster> {
  let failures = 0;
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      failures += 1;
      if (error instanceof WebAssembly.RuntimeError || failures >= most) {
        failures = 0;
        restart();
      }
      throw error;
    }
  };
}

/** The package's types leave out the compiled module. */
type InitJpeg = (module: WebAssembly.Module, overrides: { printErr: () => void }) => Promise<void>;

function jpegDecoder({ wasm }: Pick<Runtime, 'wasm'>): Codecs['jpeg'] {
  // The decoder writes about broken files to the console; whoever sent one has no business in a log.
  const start = async () => (init as InitJpeg)(await wasm.jpeg(), { printErr: () => {} });
  let ready = memo(start);
  const watch = watched(MOST_FAILURES.jpeg, () => {
    ready = memo(start);
  });
  return async (file) => {
    await ready();
    return watch(async () => {
      const { width, height, data } = await decode(exactBuffer(file), { preserveOrientation: true });
      return { width, height, channels: 4, data };
    });
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
  const watch = watched(MOST_FAILURES.jpeg2000, () => JpxImage.cleanup());
  return async (file, { width, height, components }) => {
    const token = await start();
    return watch(async () => {
      const data = await token.run(() => JpxImage.instance.decode(file, { numComponents: components }));
      if (data?.length !== width * height * components) throw new Error('decoded to another size');
      return { width, height, channels: components, data };
    });
  };
}

/** The decoder takes an ArrayBuffer: a view of a larger one is copied out. */
function exactBuffer(file: Uint8Array): ArrayBuffer {
  const whole = file.byteOffset === 0 && file.byteLength === file.buffer.byteLength;
  return (whole ? file : new Uint8Array(file)).buffer as ArrayBuffer;
}
