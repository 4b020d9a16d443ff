import { readFile } from 'node:fs/promises';
import { decodeJpeg } from '#wasm/decode/decode.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { cut } from '#wasm/lab/synthetic/crop.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

/** The part of OpenJPEG's encoder that is used; the package brings no types. */
interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  setQuality(lossless: boolean, quality: number): void;
  setCompressionRatio(layer: number, ratio: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

/** A selfie of 480 × 640 and a greyscale JPEG 2000 of 240 × 320, as a phone and a chip give them. */
export async function benchPictures(): Promise<{ jpeg: Uint8Array; jpeg2000: Uint8Array }> {
  const selfie = await upright(PICTURES.selfies[0]!, 480);
  const portrait = await upright(PICTURES.portrait, 240);
  const grey = Uint8Array.from(
    { length: portrait.width * portrait.height },
    (_, at) => portrait.data[3 * at + 1]!,
  );
  return {
    jpeg: await encodeJpeg(selfie),
    jpeg2000: await encodeGrey(grey, portrait.width, portrait.height),
  };
}

/** The middle of a picture, upright 3:4 and this wide. */
async function upright(file: string, width: number): Promise<Raster> {
  const raster = (await decodeJpeg(wasmCodecs(nodeRuntime), new Uint8Array(await readFile(file))))!;
  const part = { width: raster.height * (3 / 4), height: raster.height };
  return cut(raster, { ...part, left: (raster.width - part.width) / 2, top: 0 }, width / part.width);
}

async function encodeGrey(grey: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const library = '@cornerstonejs/codec-openjpeg/wasmjs';
  const { default: load } = (await import(library)) as {
    default: () => Promise<{ J2KEncoder: new () => Encoder }>;
  };
  const { J2KEncoder } = await load();
  const encoder = new J2KEncoder();
  encoder
    .getDecodedBuffer({
      width,
      height,
      bitsPerSample: 8,
      componentCount: 1,
      isSigned: false,
      isUsingColorTransform: false,
    })
    .set(grey);
  encoder.setQuality(false, 1);
  encoder.setCompressionRatio(0, (width * height) / 5000);
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}
