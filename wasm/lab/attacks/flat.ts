import type { Raster } from '#wasm/decode/raster.ts';
import type { Point } from '#wasm/geometry.ts';
import { textureAt } from '#wasm/lab/synthetic/crop.ts';

/** How somebody holds a printed photo or a screen before the camera. Degrees; `bend` is the paper's curve, 0 for flat. */
export interface Hold {
  yaw?: number;
  pitch?: number;
  roll?: number;
  nearer?: number;
  bend?: number;
}

/** Distance of the camera, in widths of the photo. */
const DISTANCE = 1.6;
const WALL = 120;

/** What a camera sees of a photo that is held like this. What lies beside the photo is a grey wall. */
export function drawHeld(photo: Raster, hold: Hold): Raster {
  const { width, height } = photo;
  const data = new Uint8ClampedArray(width * height * 3).fill(WALL);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const scale = width * (hold.nearer ?? 1);
  const toPhoto = rayToPhoto(hold);
  for (let at = 0; at < width * height; at++) {
    const row = Math.floor(at / width);
    const found = toPhoto([((at % width) - middleX) / scale, (row - middleY) / scale]);
    if (!found) continue;
    const [x, y] = [found[0] * width + middleX, found[1] * width + middleY];
    if (x < 0 || y < 0 || x > width - 1 || y > height - 1) continue;
    for (let plane = 0; plane < 3; plane++) data[3 * at + plane] = textureAt(photo, x, y, plane);
  }
  return { width, height, channels: 3, data };
}

/** Where a ray of the camera meets the photo's plane, which turns about its middle. */
function rayToPhoto({ yaw = 0, pitch = 0, roll = 0, bend = 0 }: Hold): (view: Point) => Point | null {
  const [a, b, c] = [yaw, pitch, roll].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const [sa, ca, sb, cb] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b)];
  const across = [ca, 0, sa] as const;
  const down = [sa * sb, cb, -ca * sb] as const;
  return ([u, v]) => {
    // Solve s · across + t · down = λ · (u, v, DISTANCE) − (0, 0, DISTANCE) for s and t.
    const determinant =
      across[0] * (down[1] * DISTANCE - v * down[2]) -
      down[0] * (across[1] * DISTANCE - v * across[2]) +
      u * (across[1] * down[2] - down[1] * across[2]);
    if (Math.abs(determinant) < 1e-9) return null;
    const s = (DISTANCE * (down[0] * v - u * down[1])) / -determinant;
    const t = (DISTANCE * (u * across[1] - across[0] * v)) / -determinant;
    const [x, y] = [Math.cos(c) * s + Math.sin(c) * t, Math.cos(c) * t - Math.sin(c) * s];
    return [curved(x, a, bend), y];
  };
}

/** Paper bent round an upright axis: it seems narrower towards its edges, and turns by sliding round. */
function curved(x: number, turn: number, bend: number): number {
  if (bend === 0) return x;
  const radius = 1 / bend;
  if (Math.abs(x) >= radius) return 9;
  return radius * (Math.asin(x / radius) + 0.35 * Math.sin(turn));
}
