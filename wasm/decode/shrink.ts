import type { Affine, Point } from '../geometry.ts';
import type { Raster } from './raster.ts';

interface Shrunk {
  raster: Raster;
  /** Turns a map to the picture's pixels into one to the shrunk picture's. */
  rebase(toSource: Affine): Affine;
}

/** Averages blocks of `factor` × `factor` pixels, only in the part of the picture that holds the corners. */
export function shrink(raster: Raster, factor: number, corners: readonly Point[]): Shrunk {
  const { left, top, width, height } = blocksAround(raster, factor, corners);
  const data = new Uint8ClampedArray(width * height * raster.channels);
  for (let row = 0; row < height; row++)
    addRow(
      raster,
      factor,
      left * factor,
      (top + row) * factor,
      width,
      data.subarray(row * width * raster.channels),
    );
  return {
    raster: { width, height, channels: raster.channels, data },
    rebase([a, b, tx, c, d, ty]) {
      const shift = (value: number, start: number): number => (value + 0.5) / factor - 0.5 - start;
      return [a / factor, b / factor, shift(tx, left), c / factor, d / factor, shift(ty, top)];
    },
  };
}

/** One row of blocks. Blocks at the right and lower edge of the picture may be narrower. */
function addRow(
  { width, height, channels, data }: Raster,
  factor: number,
  left: number,
  top: number,
  blocks: number,
  into: Uint8ClampedArray,
): void {
  const bottom = Math.min(top + factor, height);
  for (let block = 0; block < blocks; block++) {
    const start = left + block * factor;
    const end = Math.min(start + factor, width);
    const count = (end - start) * (bottom - top);
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        const line = y * width;
        for (let x = start; x < end; x++) sum += data[(line + x) * channels + c]!;
      }
      into[block * channels + c] = sum / count;
    }
  }
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
