import type { Raster } from '#wasm/decode/raster.ts';
import { fivePoints, type Mesh } from '#wasm/find/mesh.ts';
import { distance, meanOf, type Point } from '#wasm/geometry.ts';

/** A frame of a presentation as the server sees it. */
export interface Seen {
  mesh: Mesh;
  raster: Raster;
  capturedAt: number;
}

/** What might tell a head from what only looks like one: a number for a whole presentation, larger for a head. */
export interface Cue {
  name: string;
  of(first: Seen, others: readonly Seen[]): number;
}

const most = (values: readonly number[]): number => Math.max(...values);

export const CUES: readonly Cue[] = [
  {
    // A flat thing moves as one: what an affine map of all points leaves over is depth.
    name: 'parallax of the mesh',
    of: (first, others) => most(others.map((other) => parallax(first.mesh, other.mesh))),
  },
  {
    name: 'rigidity of the mesh',
    of: (first, others) => -most(others.map((other) => looseness(first.mesh, other.mesh))),
  },
  {
    name: 'background against head',
    of: (first, others) => -most(others.map((other) => borderMotion(first, other))),
  },
  { name: 'unevenness of the frames’ times', of: (first, others) => unevenness([first, ...others]) },
];

const eyesOf = (mesh: Mesh): number => {
  const { leftEye, rightEye } = fivePoints(mesh);
  return distance(leftEye, rightEye);
};

/** Root mean square of what the best affine map from one mesh to the other leaves over, in distances between the eyes. */
function parallax(from: Mesh, to: Mesh): number {
  const [centre, goal] = [meanOf(from.points), meanOf(to.points)];
  const start = from.points.map(([x, y]): Point => [x - centre[0], y - centre[1]]);
  const sum = (value: (at: number) => number): number => start.reduce((total, _, at) => total + value(at), 0);
  const [xx, xy, yy] = [
    sum((k) => start[k]![0] ** 2),
    sum((k) => start[k]![0] * start[k]![1]),
    sum((k) => start[k]![1] ** 2),
  ];
  const left = [0, 1].map((axis) => {
    const moved = (k: number): number => to.points[k]![axis]! - goal[axis]!;
    const [xm, ym] = [sum((k) => start[k]![0] * moved(k)), sum((k) => start[k]![1] * moved(k))];
    const determinant = xx * yy - xy * xy;
    const [a, b] = [(xm * yy - ym * xy) / determinant, (ym * xx - xm * xy) / determinant];
    return sum((k) => (moved(k) - a * start[k]![0] - b * start[k]![1]) ** 2);
  });
  return Math.sqrt((left[0]! + left[1]!) / start.length) / eyesOf(to);
}

/** Points far apart that no expression moves much: corners of the eyes, bridge and tip of the nose, sides, forehead. */
const FIXED = [33, 133, 263, 362, 168, 4, 234, 454, 10];

const lengthIn = ({ points, depth }: Mesh, p: number, q: number): number =>
  Math.hypot(distance(points[p]!, points[q]!), depth[p]! - depth[q]!);

/** How unevenly lengths between points of a head have changed: the deviation of their logarithms, 0 for a rigid one. */
function looseness(from: Mesh, to: Mesh): number {
  const changes = FIXED.flatMap((p, at) =>
    FIXED.slice(at + 1).map((q) => Math.log(lengthIn(to, p, q) / lengthIn(from, p, q))),
  );
  return deviation(changes);
}

/** How much the picture's border changed against the face, in mean differences of green. */
function borderMotion(first: Seen, other: Seen): number {
  return changeIn(first, other, 0, 0.1) / Math.max(changeIn(first, other, 0.35, 0.65), 1);
}

const PLACES = 64;

/** Mean difference over the places of both pictures whose column lies between two parts of the width. */
function changeIn({ raster: p }: Seen, { raster: q }: Seen, from: number, to: number): number {
  let total = 0;
  for (let row = 0; row < PLACES; row++)
    for (let column = 0; column < PLACES; column++) {
      const [x, y] = [from + ((to - from) * (column + 0.5)) / PLACES, (row + 0.5) / PLACES];
      total += Math.abs(greenAt(p, x, y) - greenAt(q, x, y));
    }
  return total / PLACES ** 2;
}

const greenAt = ({ width, height, channels, data }: Raster, x: number, y: number): number =>
  data[(Math.floor(y * height) * width + Math.floor(x * width)) * channels + (channels === 1 ? 0 : 1)]!;

/** Deviation of the pauses between frames over their mean. */
function unevenness(frames: readonly Seen[]): number {
  const pauses = frames.slice(1).map(({ capturedAt }, at) => capturedAt - frames[at]!.capturedAt);
  const mean = pauses.reduce((total, pause) => total + pause, 0) / pauses.length;
  return deviation(pauses) / mean;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
}
