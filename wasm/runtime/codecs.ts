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
 * mozjpeg and OpenJPEG. Each is thrown away when a file made it fail, because a decoder that trapped half-way is in no
 * known state.
 */
export function wasmCodecs(runtime: Pick<Runtime, 'wasm'>): Codecs {
  return { jpeg: jpegDecoder(runtime), jpeg2000: jpeg2000Decoder(runtime) };
}

/** The package's types leave out the compiled module. */
type InitJpeg = (module: WebAssembly.Module, overrides: { printErr: () => void }) => Promise<void>;

function jpegDecoder({ wasm }: Pick<Runtime, 'wasm'>): Codecs['jpeg'] {
  // The decoder writes about broken files to the console; whoever sent one has no business in a log.
  const start = async () => (init as InitJpeg)(await wasm.jpeg(), { printErr: () => {} });
  let ready = memo(start);
  return async (file) => {
    await ready();
    try {
      // The decoder takes an ArrayBuffer: a view of a larger one is copied out.
      const { width, height, data } = await decode(exactBuffer(file), { preserveOrientation: true });
      return { width, height, channels: 4, data };
    } catch (error) {
      ready = memo(start);
      throw error;
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
  return async (file, { width, height, components }): Promise<Raster> => {
    const token = await start();
    try {
      const data = await token.run(() => JpxImage.instance.decode(file, { numComponents: components }));
      if (data?.length !== width * height * components) throw new Error('decoded to another size');
      return { width, height, channels: components, data };
    } catch (error) {
      JpxImage.cleanup();
      throw error;
    }
  };
}

function exactBuffer(file: Uint8Array): ArrayBuffer {
  const whole = file.byteOffset === 0 && file.byteLength === file.buffer.byteLength;
  return (whole ? file : new Uint8Array(file)).buffer as ArrayBuffer;
}
