/** 8-bit pixels, channels interleaved: grey, RGB or RGBA (alpha is ignored). */
export interface Raster {
  width: number;
  height: number;
  channels: 1 | 3 | 4;
  data: Uint8Array | Uint8ClampedArray;
}

/** Three planes (red, green, blue) of `size` × `size` values from 0 to 255. */
export interface Chip {
  size: number;
  planes: Float32Array;
}

/** What a picture may be before it is decoded. Decoding costs memory by the pixel, so the header is judged first. */
export const LIMITS = {
  jpeg: { bytes: 400 * 1024, pixels: 2_000_000, scans: 40 },
  jpeg2000: { bytes: 64 * 1024, pixels: 1_000_000, tiles: 64, levels: 16, layers: 64, precincts: 16_384 },
} as const;

/** The same picture turned by half a circle. */
export function upsideDown({ width, height, channels, data }: Raster): Raster {
  const turned = new Uint8Array(data.length);
  const pixels = width * height;
  for (let at = 0; at < pixels; at++)
    for (let c = 0; c < channels; c++) turned[(pixels - 1 - at) * channels + c] = data[at * channels + c]!;
  return { width, height, channels, data: turned };
}

/**
 * Gives an array's memory back now: pictures are few and large, and V8 lets dozens of them pile up before it collects.
 * Nobody may look at the array afterwards. Where an older browser cannot do it, the collector does.
 */
export function release({ buffer }: ArrayBufferView): void {
  (buffer as Partial<ArrayBuffer>).transfer?.(0);
}
