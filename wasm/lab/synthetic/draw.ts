import type { Raster } from '#wasm/decode/raster.ts';
import type { Point } from '#wasm/geometry.ts';
import { textureAt } from './crop.ts';
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
      for (let plane = 0; plane < 3; plane++) canvas[4 * to + plane] = textureAt(raster, fromX, fromY, plane);
      canvas[4 * to + 3] = 255;
    }
}

const cross = (p: Point, q: Point, r: Point): number =>
  (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);

function span(values: number[], size: number): [number, number] {
  return [Math.max(0, Math.floor(Math.min(...values))), Math.min(size - 1, Math.ceil(Math.max(...values)))];
}
