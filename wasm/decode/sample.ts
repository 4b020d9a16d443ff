import { apply, type Affine, type Point } from '../geometry.ts';
import { release, type Chip, type Raster } from './raster.ts';
import { shrink } from './shrink.ts';

/**
 * Cuts a square out of a picture: bilinear, black outside. Where the picture gets smaller by more than half, blocks of
 * its pixels are averaged first.
 * @param toSource from the square's pixels to the picture's.
 */
export function sample(raster: Raster, toSource: Affine, size: number): Chip {
  const [a, b, , c, d] = toSource;
  const factor = Math.round(Math.sqrt(Math.abs(a * d - b * c)));
  if (factor < 2) return bilinear(raster, toSource, size);
  const corners = [0, size - 1].flatMap((x) => [0, size - 1].map((y): Point => apply(toSource, [x, y])));
  const shrunk = shrink(raster, factor, corners);
  const chip = bilinear(shrunk.raster, shrunk.rebase(toSource), size);
  release(shrunk.raster.data);
  return chip;
}

function bilinear(raster: Raster, toSource: Affine, size: number): Chip {
  const planes = new Float32Array(3 * size * size);
  const [a, b, tx, c, d, ty] = toSource;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      blend(raster, a * column + b * row + tx, c * column + d * row + ty, planes, row * size + column);
  return { size, planes };
}

/** The four pixels around a place, by nearness. It runs for every pixel of every chip, so nothing is made in it. */
function blend(raster: Raster, x: number, y: number, planes: Float32Array, at: number): void {
  const { width, height, channels, data } = raster;
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1)
    return blendAtEdge(raster, x, y, planes, at);
  const right = x - left;
  const lower = y - top;
  const topLeft = (1 - right) * (1 - lower);
  const topRight = right * (1 - lower);
  const bottomLeft = (1 - right) * lower;
  const bottomRight = right * lower;
  const step = channels === 1 ? 0 : 1;
  const area = planes.length / 3;
  let from = (top * width + left) * channels;
  for (let into = at; into < planes.length; into += area, from += step) {
    const below = from + width * channels;
    planes[into] =
      topLeft * data[from]! +
      topRight * data[from + channels]! +
      bottomLeft * data[below]! +
      bottomRight * data[below + channels]!;
  }
}

/** The same where some of the four lie outside the picture: they are black. */
function blendAtEdge(
  { width, height, channels, data }: Raster,
  x: number,
  y: number,
  planes: Float32Array,
  at: number,
): void {
  const step = channels === 1 ? 0 : 1;
  const area = planes.length / 3;
  const left = Math.floor(x);
  const top = Math.floor(y);
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const share = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
    const from = (row * width + column) * channels;
    for (let plane = 0; plane < 3; plane++) planes[plane * area + at]! += share * data[from + plane * step]!;
  }
}

/** Values as a model wants them: `(value - mean) / scale`, planes in the order given. */
export interface Encoding {
  order: 'rgb' | 'bgr';
  mean: readonly [number, number, number];
  scale: number;
}

/** Writes over the chip's planes, which are the tensor then. */
export function encode({ planes, size }: Chip, { order, mean, scale }: Encoding): Float32Array {
  const area = size * size;
  for (let plane = 0; plane < 3; plane++) {
    const offset = mean[plane]!;
    for (let at = plane * area; at < (plane + 1) * area; at++) planes[at] = (planes[at]! - offset) / scale;
  }
  if (order === 'bgr') {
    const first = planes.slice(0, area);
    planes.copyWithin(0, 2 * area);
    planes.set(first, 2 * area);
  }
  return planes;
}
