import type { Raster } from '../decode/raster.ts';
import type { Point } from '../geometry.ts';
import { turned, type Head, type Turn } from './head.ts';

interface Corner {
  at: Point;
  from: Point;
  depth: number;
}
type Triangle = readonly [Corner, Corner, Corner];

/** The portrait with its head turned: every triangle is drawn where its corners went, the nearest on top. */
export function drawTurned(head: Head, turn: Turn): Raster {
  const { raster, corners, triangles } = head;
  const moved = turned(head, turn);
  const canvas = new Uint8ClampedArray(raster.width * raster.height * 4);
  const depths = new Float32Array(raster.width * raster.height).fill(Number.POSITIVE_INFINITY);
  const corner = (k: number): Corner => ({ ...moved[k]!, from: corners[k]!.at });
  for (let at = 0; at < triangles.length; at += 3) {
    const triangle: Triangle = [
      corner(triangles[at]!),
      corner(triangles[at + 1]!),
      corner(triangles[at + 2]!),
    ];
    drawTriangle(raster, triangle, canvas, depths);
  }
  return { width: raster.width, height: raster.height, channels: 4, data: canvas };
}

function drawTriangle(
  raster: Raster,
  [p, q, r]: Triangle,
  canvas: Uint8ClampedArray,
  depths: Float32Array,
): void {
  const area = cross(p.at, q.at, r.at);
  if (Math.abs(area) < 1e-6) return;
  const [left, right] = span([p.at[0], q.at[0], r.at[0]], raster.width);
  const [top, bottom] = span([p.at[1], q.at[1], r.at[1]], raster.height);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const u = cross([x, y], q.at, r.at) / area;
      const v = cross(p.at, [x, y], r.at) / area;
      const w = 1 - u - v;
      if (u < -1e-4 || v < -1e-4 || w < -1e-4) continue;
      const depth = u * p.depth + v * q.depth + w * r.depth;
      const to = y * raster.width + x;
      if (depth >= depths[to]!) continue;
      depths[to] = depth;
      const fromX = u * p.from[0] + v * q.from[0] + w * r.from[0];
      const fromY = u * p.from[1] + v * q.from[1] + w * r.from[1];
      copyPixel(raster, fromX, fromY, canvas, 4 * to);
    }
}

const cross = (p: Point, q: Point, r: Point): number =>
  (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);

function span(values: number[], size: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(...values))), Math.min(size - 1, Math.ceil(Math.max(...values)))];
}

function copyPixel(raster: Raster, x: number, y: number, canvas: Uint8ClampedArray, to: number): void {
  const left = Math.max(0, Math.min(raster.width - 2, Math.floor(x)));
  const top = Math.max(0, Math.min(raster.height - 2, Math.floor(y)));
  const [right, below] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const step = raster.channels === 1 ? 0 : 1;
  const line = raster.width * raster.channels;
  for (let plane = 0; plane < 3; plane++) {
    const at = (top * raster.width + left) * raster.channels + plane * step;
    const upper = raster.data[at]! * (1 - right) + raster.data[at + raster.channels]! * right;
    const lower = raster.data[at + line]! * (1 - right) + raster.data[at + line + raster.channels]! * right;
    canvas[to + plane] = upper * (1 - below) + lower * below;
  }
  canvas[to + 3] = 255;
}
