import type { Raster } from '#wasm/decode/raster.ts';
import type { Point } from '#wasm/geometry.ts';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The largest part of the picture of this shape (width over height) that has the face in its middle, as far as it goes. */
export function cropAround(raster: Raster, [x, y]: Point, shape: number, nearer = 1): Raster {
  const height = Math.min(raster.height, raster.width / shape) / nearer;
  const width = height * shape;
  const left = Math.max(0, Math.min(raster.width - width, x - width / 2));
  const top = Math.max(0, Math.min(raster.height - height, y - height / 2));
  return cut(raster, { left, top, width, height }, nearer);
}

/** Cuts a box out and draws it `scale` times as large. */
export function cut(raster: Raster, { left, top, width, height }: Box, scale: number): Raster {
  const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)];
  const data = new Uint8ClampedArray(columns * rows * 3);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let plane = 0; plane < 3; plane++)
        data[3 * (row * columns + column) + plane] = textureAt(
          raster,
          left + (column + 0.5) / scale - 0.5,
          top + (row + 0.5) / scale - 0.5,
          plane,
        );
  return { width: columns, height: rows, channels: 3, data };
}

/** A colour (0 red, 1 green, 2 blue) between the pixels; beyond the border the border's own. */
export function textureAt(
  { width, height, channels, data }: Raster,
  x: number,
  y: number,
  plane: number,
): number {
  const offset = channels === 1 ? 0 : plane;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [x - column, y - row];
  const pixel = (dx: number, dy: number): number => {
    const px = Math.max(0, Math.min(width - 1, column + dx));
    const py = Math.max(0, Math.min(height - 1, row + dy));
    return data[(py * width + px) * channels + offset]!;
  };
  const upper = pixel(0, 0) * (1 - right) + pixel(1, 0) * right;
  return upper * (1 - below) + (pixel(0, 1) * (1 - right) + pixel(1, 1) * right) * below;
}
