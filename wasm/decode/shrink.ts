import type { Affine, Point } from '../geometry.ts';
import type { Raster } from './raster.ts';

interface Shrunk {
  raster: Raster;
  /** Turns a map to the picture's pixels into one to the shrunk picture's. */
  rebase(toSource: Affine): Affine;
}

/**
 * Averages blocks of `factor` × `factor` pixels, only in the part of the picture that holds the corners. Alpha is left out:
 * nobody looks at it.
 */
export function shrink(raster: Raster, factor: number, corners: readonly Point[]): Shrunk {
  const { left, top, width, height } = blocksAround(raster, factor, corners);
  const channels = raster.channels === 1 ? 1 : 3;
  const data = new Uint8ClampedArray(width * height * channels);
  const average = channels === 1 ? averageGrey : averageColour;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      average(
        raster,
        factor,
        (left + column) * factor,
        (top + row) * factor,
        data,
        (row * width + column) * channels,
      );
  return {
    raster: { width, height, channels, data },
    rebase([a, b, tx, c, d, ty]) {
      const shift = (value: number, start: number): number => (value + 0.5) / factor - 0.5 - start;
      return [a / factor, b / factor, shift(tx, left), c / factor, d / factor, shift(ty, top)];
    },
  };
}

/** One block. At the right and lower edge of the picture it may be smaller. */
function averageColour(
  { width, height, channels, data }: Raster,
  factor: number,
  left: number,
  top: number,
  into: Uint8ClampedArray,
  at: number,
): void {
  const right = Math.min(left + factor, width);
  const bottom = Math.min(top + factor, height);
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top; y < bottom; y++) {
    const end = (y * width + right) * channels;
    for (let from = (y * width + left) * channels; from < end; from += channels) {
      red += data[from]!;
      green += data[from + 1]!;
      blue += data[from + 2]!;
    }
  }
  const count = (right - left) * (bottom - top);
  into[at] = red / count;
  into[at + 1] = green / count;
  into[at + 2] = blue / count;
}

function averageGrey(
  { width, height, data }: Raster,
  factor: number,
  left: number,
  top: number,
  into: Uint8ClampedArray,
  at: number,
): void {
  const right = Math.min(left + factor, width);
  const bottom = Math.min(top + factor, height);
  let sum = 0;
  for (let y = top; y < bottom; y++)
    for (let from = y * width + left; from < y * width + right; from++) sum += data[from]!;
  into[at] = sum / ((right - left) * (bottom - top));
}

function blocksAround(raster: Raster, factor: number, corners: readonly Point[]) {
  const [left, width] = range(
    corners.map(([x]) => x),
    factor,
    raster.width,
  );
  const [top, height] = range(
    corners.map(([, y]) => y),
    factor,
    raster.height,
  );
  return { left, top, width, height };
}

/** First block and number of blocks that cover the values, with one block to spare on either side. At least one. */
function range(values: number[], factor: number, size: number): [number, number] {
  const blocks = Math.ceil(size / factor);
  const clamp = (value: number): number => Math.min(Math.max(Math.floor(value / factor), 0), blocks - 1);
  const first = clamp(Math.min(...values) - factor);
  return [first, clamp(Math.max(...values) + factor) - first + 1];
}
