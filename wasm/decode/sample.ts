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

function bilinear({ width, height, channels, data }: Raster, toSource: Affine, size: number): Chip {
  const [a, b, tx, c, d, ty] = toSource;
  const area = size * size;
  const planes = new Float32Array(3 * area);
  const across: Neighbours = { first: 0, second: 0, firstShare: 0, secondShare: 0 };
  const down: Neighbours = { ...across };
  const step = channels === 1 ? 0 : 1;
  for (let at = 0; at < area; at++) {
    const column = at % size;
    const row = (at - column) / size;
    neighbours(a * column + b * row + tx, width, channels, across);
    neighbours(c * column + d * row + ty, height, width * channels, down);
    const topLeft = across.firstShare * down.firstShare;
    const topRight = across.secondShare * down.firstShare;
    const bottomLeft = across.firstShare * down.secondShare;
    const bottomRight = across.secondShare * down.secondShare;
    for (let plane = 0; plane < 3; plane++) {
      const offset = plane * step;
      planes[plane * area + at] =
        topLeft * data[down.first + across.first + offset]! +
        topRight * data[down.first + across.second + offset]! +
        bottomLeft * data[down.second + across.first + offset]! +
        bottomRight * data[down.second + across.second + offset]!;
    }
  }
  return { size, planes };
}

/** The two pixels a position lies between along one axis, as offsets into the data, and the share of each. */
interface Neighbours {
  first: number;
  second: number;
  firstShare: number;
  secondShare: number;
}

/** Outside the picture is black: share 0, of a pixel that exists. */
function neighbours(position: number, size: number, stride: number, into: Neighbours): void {
  const first = Math.floor(position);
  const share = position - first;
  const firstInside = first >= 0 && first < size;
  const secondInside = first >= -1 && first < size - 1;
  into.first = firstInside ? first * stride : 0;
  into.second = secondInside ? (first + 1) * stride : 0;
  into.firstShare = firstInside ? 1 - share : 0;
  into.secondShare = secondInside ? share : 0;
}

/** Values as a model wants them: `(value - mean) / scale`, planes in the order given. */
export interface Encoding {
  order: 'rgb' | 'bgr';
  mean: readonly [number, number, number];
  scale: number;
}

/** Uses the chip up. */
export function encode({ planes, size }: Chip, { order, mean, scale }: Encoding): Float32Array {
  const area = size * size;
  const tensor = new Float32Array(planes.length);
  for (let plane = 0; plane < 3; plane++) {
    const colour = order === 'rgb' ? plane : 2 - plane;
    const offset = mean[colour]!;
    for (let at = 0; at < area; at++)
      tensor[plane * area + at] = (planes[colour * area + at]! - offset) / scale;
  }
  release(planes);
  return tensor;
}
