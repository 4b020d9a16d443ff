import type { QualityReason } from '#schema/contract/face.ts';
import { upsideDown, type Raster } from '#wasm/decode/raster.ts';
import { distance, type Point } from '#wasm/geometry.ts';
import { fivePoints, type Mesh } from '#wasm/find/mesh.ts';
import type { Sighting } from '#wasm/sight.ts';
import { drawTurned } from '#wasm/lab/synthetic/draw.ts';
import { modelHead } from '#wasm/lab/synthetic/head.ts';
import { blurred, mapPixels, paint, pastedBeside, shiftedBy, shrunkInto } from './retouch.ts';

/** A good picture made bad in a known way, and the reason the engine ought to give. Synthetic, all of it. */
export interface Spoiler {
  name: string;
  reason: QualityReason;
  spoil(raster: Raster, sighting: Sighting): Raster;
}

const turn =
  (yaw: number, pitch: number): Spoiler['spoil'] =>
  (raster, { mesh }) =>
    drawTurned(modelHead(raster, mesh), { yaw, pitch });

export const SPOILERS: Spoiler[] = [
  { name: 'a tenth of the light', reason: 'too-dark', spoil: (raster) => mapPixels(raster, (v) => v * 0.1) },
  {
    name: 'a quarter of the light',
    reason: 'too-dark',
    spoil: (raster) => mapPixels(raster, (v) => v * 0.25),
  },
  {
    name: 'washed out',
    reason: 'too-bright',
    spoil: (raster) => mapPixels(raster, (v) => 255 - (255 - v) * 0.2),
  },
  {
    name: 'out of focus',
    reason: 'blurred',
    spoil: (raster, { mesh }) => blurred(raster, 0.12 * eyesOf(mesh)),
  },
  {
    name: 'shaken',
    reason: 'blurred',
    spoil: (raster, { mesh }) => blurred(raster, 0.2 * eyesOf(mesh), true),
  },
  {
    name: 'far away',
    reason: 'too-small',
    spoil: (raster, { mesh }) => shrunkInto(raster, Math.max(2, Math.ceil(eyesOf(mesh) / 14))),
  },
  { name: 'on its head', reason: 'upside-down', spoil: upsideDown },
  { name: 'head turned by 50°', reason: 'turned-away', spoil: turn(50, 0) },
  { name: 'chin up by 45°', reason: 'turned-away', spoil: turn(0, 45) },
  { name: 'a third of the face outside', reason: 'cut-off', spoil: cutAtSide },
  { name: 'two people side by side', reason: 'several-faces', spoil: (raster) => pastedBeside(raster) },
  { name: 'sunglasses', reason: 'eyes-covered', spoil: glasses(() => [18, 18, 22]) },
  { name: 'white bar over the eyes', reason: 'eyes-covered', spoil: glasses(() => [235, 235, 235]) },
  { name: 'hand over the eyes', reason: 'eyes-covered', spoil: glasses(skin) },
  { name: 'white mask', reason: 'mouth-covered', spoil: mask(() => [232, 234, 236]) },
  { name: 'blue mask', reason: 'mouth-covered', spoil: mask(() => [120, 165, 205]) },
  { name: 'black mask', reason: 'mouth-covered', spoil: mask(() => [24, 24, 26]) },
  { name: 'hand over the mouth', reason: 'mouth-covered', spoil: mask(skin) },
];

type Colour = readonly [number, number, number];

function eyesOf(mesh: Mesh): number {
  const { leftEye, rightEye } = fivePoints(mesh);
  return distance(leftEye, rightEye);
}

/** The colour of the cheek, so that what covers is skin too. */
function skin(raster: Raster, { points }: Mesh): Colour {
  const [x, y] = points[50]!.map(Math.round) as [number, number];
  const at =
    (Math.min(Math.max(y, 0), raster.height - 1) * raster.width +
      Math.min(Math.max(x, 0), raster.width - 1)) *
    raster.channels;
  const step = raster.channels === 1 ? 0 : 1;
  return [raster.data[at]!, raster.data[at + step]!, raster.data[at + 2 * step]!];
}

function glasses(colour: (raster: Raster, mesh: Mesh) => Colour): Spoiler['spoil'] {
  return (raster, { mesh }) => {
    const { leftEye, rightEye } = fivePoints(mesh);
    const span = distance(leftEye, rightEye);
    const [ux, uy] = [(rightEye[0] - leftEye[0]) / span, (rightEye[1] - leftEye[1]) / span];
    const covers = ([x, y]: Point): boolean =>
      [leftEye, rightEye].some(([ex, ey]) => {
        const [dx, dy] = [x - ex, y - ey];
        const [along, across] = [dx * ux + dy * uy, dy * ux - dx * uy];
        return (along / (0.46 * span)) ** 2 + (across / (0.33 * span)) ** 2 < 1;
      });
    return paint(raster, covers, colour(raster, mesh));
  };
}

/** From below the eyes to the chin, ear to ear. */
const MASK = [
  116, 123, 147, 213, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 433, 376, 352, 345,
  347, 280, 425, 195, 205, 50, 118,
];

function mask(colour: (raster: Raster, mesh: Mesh) => Colour): Spoiler['spoil'] {
  return (raster, { mesh }) => {
    const corners = MASK.map((k) => mesh.points[k]!);
    return paint(raster, (point) => isInside(point, corners), colour(raster, mesh));
  };
}

function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  let inside = false;
  corners.forEach(([px, py], index) => {
    const [qx, qy] = corners[(index + 1) % corners.length]!;
    if (py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px) inside = !inside;
  });
  return inside;
}

function cutAtSide(raster: Raster, { mesh }: Sighting): Raster {
  const columns = mesh.points.map(([x]) => x);
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  return shiftedBy(raster, Math.round(left + (right - left) * 0.38));
}
