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

/** The same picture turned by half a circle. */
export function upsideDown({ width, height, channels, data }: Raster): Raster {
  const turned = new Uint8Array(data.length);
  const pixels = width * height;
  for (let at = 0; at < pixels; at++)
    for (let c = 0; c < channels; c++) turned[(pixels - 1 - at) * channels + c] = data[at * channels + c]!;
  return { width, height, channels, data: turned };
}
