// Pages and Workers type-check this file too, so it brings the types of its imports along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./delaunator.d.ts" />
import Delaunator from 'delaunator';
import type { Raster } from '#wasm/decode/raster.ts';
import type { Point } from '#wasm/geometry.ts';
import type { Mesh } from '#wasm/find/mesh.ts';
import { OVAL } from '#wasm/find/mesh.ts';

/** Degrees; the signs are those of a pose. */
export interface Turn {
  yaw: number;
  pitch: number;
}

/** A portrait as a surface: where each corner lies in the picture, how deep, and which three make a triangle. */
export interface Head {
  raster: Raster;
  corners: { at: Point; depth: number; fixed: boolean }[];
  triangles: Uint32Array;
  centre: { x: number; y: number; depth: number };
}

/** Left and right side of the face, where the ears begin: the head turns about the middle between them. */
const EARS = [234, 454];
/** The hair goes along with the face; the picture's border does not. */
const HAIR = 1.35;

/** Lays a mesh over a face and ties it to the rest of the picture. */
export function modelHead(raster: Raster, mesh: Mesh): Head {
  const ears = EARS.map((k) => ({ at: mesh.points[k]!, depth: mesh.depth[k]! }));
  const centre = {
    x: (ears[0]!.at[0] + ears[1]!.at[0]) / 2,
    y: (ears[0]!.at[1] + ears[1]!.at[1]) / 2,
    depth: (ears[0]!.depth + ears[1]!.depth) / 2,
  };
  const face = mesh.points.map((at, k) => ({ at, depth: mesh.depth[k]!, fixed: false }));
  const hair = OVAL.map((k) => {
    const [x, y] = mesh.points[k]!;
    const at: Point = [centre.x + (x - centre.x) * HAIR, centre.y + (y - centre.y) * HAIR];
    return { at, depth: centre.depth, fixed: false };
  });
  const border = borderOf(raster).map((at) => ({ at, depth: centre.depth, fixed: true }));
  const corners = [...face, ...hair.filter(({ at }) => isInside(at, raster)), ...border];
  const triangles = Delaunator.from(corners.map(({ at }) => at as [number, number])).triangles;
  return { raster, corners, triangles, centre };
}

/** Where each corner is after the head has turned, and how deep. */
export function turned({ corners, centre }: Head, { yaw, pitch }: Turn): { at: Point; depth: number }[] {
  const [sy, cy] = [Math.sin((yaw * Math.PI) / 180), Math.cos((yaw * Math.PI) / 180)];
  const [sp, cp] = [Math.sin((pitch * Math.PI) / 180), Math.cos((pitch * Math.PI) / 180)];
  return corners.map(({ at, depth, fixed }) => {
    if (fixed) return { at, depth };
    const [x, y, z] = [at[0] - centre.x, at[1] - centre.y, depth - centre.depth];
    // Depth grows away from the camera: a head turned to its own left shows its right cheek, so that side comes nearer.
    const [x1, z1] = [x * cy - z * sy, x * sy + z * cy];
    const [y2, z2] = [y * cp + z1 * sp, z1 * cp - y * sp];
    return { at: [centre.x + x1, centre.y + y2] as Point, depth: centre.depth + z2 };
  });
}

function borderOf({ width, height }: Raster): Point[] {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  const right = width - 1;
  const bottom = height - 1;
  return steps.flatMap((x) =>
    steps.filter((y) => x === 0 || x === 1 || y === 0 || y === 1).map((y): Point => [x * right, y * bottom]),
  );
}

const isInside = ([x, y]: Point, { width, height }: Raster): boolean =>
  x > 0 && y > 0 && x < width - 1 && y < height - 1;
