import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import encode, { init } from '@jsquash/jpeg/encode.js';
import type { Raster } from '#wasm/decode/raster.ts';

const ENCODER = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm');
const QUALITY = 90;

let ready: Promise<void> | undefined;

/** A picture as a JPEG such as a phone would send. */
export async function encodeJpeg(
  raster: Raster,
  quality: number = QUALITY,
): Promise<Uint8Array<ArrayBuffer>> {
  ready ??= readFile(ENCODER).then(async (bytes) => init((await WebAssembly.compile(bytes)) as never));
  await ready;
  const { width, height } = raster;
  const image = { width, height, data: rgba(raster), colorSpace: 'srgb' } as unknown as ImageData;
  return new Uint8Array(await encode(image, { quality, progressive: false }));
}

function rgba({ width, height, channels, data }: Raster): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const step = channels === 1 ? 0 : 1;
  for (let at = 0; at < width * height; at++)
    for (let plane = 0; plane < 3; plane++) pixels[4 * at + plane] = data[at * channels + plane * step]!;
  return pixels;
}
