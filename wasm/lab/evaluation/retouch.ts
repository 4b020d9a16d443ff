import type { Raster } from '#wasm/decode/raster.ts';
import type { Point } from '#wasm/geometry.ts';

export function mapPixels(raster: Raster, change: (value: number) => number): Raster {
  return { ...raster, data: Uint8ClampedArray.from(raster.data, change) };
}

/** Paints every pixel that `covers` says, with a little noise as cloth and skin have. */
export function paint(
  raster: Raster,
  covers: (point: Point) => boolean,
  colour: readonly [number, number, number],
): Raster {
  const { width, height, channels } = raster;
  const data = Uint8ClampedArray.from(raster.data);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (!covers([x, y])) continue;
    const grain = ((x * 7 + y * 13 + ((x * y) % 11)) % 9) - 4;
    for (let c = 0; c < Math.min(channels, 3); c++) data[at * channels + c] = colour[c]! + grain;
  }
  return { ...raster, data };
}

/** Gaussian blur by three box blurs; along rows only for a shaken picture. */
export function blurred(raster: Raster, sigma: number, rowsOnly = false): Raster {
  const radius = Math.max(1, Math.round(Math.sqrt((12 * sigma * sigma) / 3 + 1) / 2));
  let data: Raster['data'] = raster.data;
  for (let pass = 0; pass < 3; pass++) {
    data = boxBlur({ ...raster, data }, radius, raster.channels, raster.width);
    if (!rowsOnly) data = boxBlur({ ...raster, data }, radius, raster.channels * raster.width, raster.height);
  }
  return { ...raster, data };
}

/** @param step from one value to the next along the axis; `length` values along it. */
function boxBlur(
  { data, channels, width }: Raster,
  radius: number,
  step: number,
  length: number,
): Uint8ClampedArray {
  const result = new Uint8ClampedArray(data.length);
  const alongRows = step === channels;
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / channels);
    const position = alongRows ? pixel % width : Math.floor(pixel / width);
    const from = Math.max(-radius, -position);
    const to = Math.min(radius, length - 1 - position);
    let sum = 0;
    for (let k = from; k <= to; k++) sum += data[at + k * step]!;
    result[at] = sum / (to - from + 1);
  }
  return result;
}

/** The picture `factor` times smaller in the middle of a grey one of the same size. */
export function shrunkInto(raster: Raster, factor: number): Raster {
  const { width, height, channels, data } = raster;
  const result = new Uint8ClampedArray(data.length).fill(110);
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const [left, top] = [(width - columns) >> 1, (height - rows) >> 1];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < factor * factor; k++)
          sum +=
            data[((y * factor + Math.floor(k / factor)) * width + x * factor + (k % factor)) * channels + c]!;
        result[((top + y) * width + left + x) * channels + c] = sum / (factor * factor);
      }
  return { ...raster, data: result };
}

/** The picture moved to the left, black behind it. */
export function shiftedBy(raster: Raster, columns: number): Raster {
  const { width, height, channels, data } = raster;
  const result = new Uint8ClampedArray(data.length);
  for (let row = 0; row < height; row++)
    result.set(
      data.subarray((row * width + columns) * channels, (row + 1) * width * channels),
      row * width * channels,
    );
  return { ...raster, data: result };
}

/** The picture and its mirror image side by side. */
export function pastedBeside(raster: Raster): Raster {
  const { width, height, channels, data } = raster;
  const result = new Uint8ClampedArray(2 * data.length);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const pixel = data.subarray(at * channels, (at + 1) * channels);
    result.set(pixel, (y * 2 * width + x) * channels);
    result.set(pixel, (y * 2 * width + 2 * width - 1 - x) * channels);
  }
  return { ...raster, width: 2 * width, data: result };
}
