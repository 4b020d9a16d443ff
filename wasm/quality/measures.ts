import { ARCFACE } from '#wasm/find/align.ts';
import type { Chip, Raster } from '../decode/raster.ts';
import { distance } from '../geometry.ts';
import { fivePoints, OVAL, type Mesh } from '#wasm/find/mesh.ts';

/** What is measured on a face; `thresholds.ts` says what is good enough. */
export interface Measures {
  /** Pixels between the eyes' centres. */
  eyeDistance: number;
  /** Mean grey of the face, 0 to 255. */
  brightness: number;
  /** How much fine detail there is for the contrast there is, in the direction that has less of it. */
  sharpness: number;
  /** Contrast within the eyes (the plainer one) and within the mouth, as parts of the face's: what covers is plain. */
  eyes: number;
  mouth: number;
  /** How light it is below the eyes (the lighter one) against the cheek below that: dark glasses reach down there. */
  underEyes: number;
  /** Part of the face's outline that lies outside the picture. */
  outside: number;
}

interface Region {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
/** Parts of the aligned chip: columns and rows of the 112 × 112 template. The face is without hair and background. */
const FACE: Region = { left: 26, right: 86, top: 36, bottom: 104 };
const LEFT_EYE: Region = { left: 29, right: 48, top: 45, bottom: 59 };
const RIGHT_EYE: Region = { left: 64, right: 83, top: 45, bottom: 59 };
/** Below each eye, and the cheek below that. */
const BELOW = { top: 57, bottom: 63 };
const CHEEK = { top: 66, bottom: 78 };
const LEFT_SIDE = { left: 30, right: 48 };
const RIGHT_SIDE = { left: 64, right: 82 };
const MOUTH: Region = { left: 42, right: 71, top: 84, bottom: 100 };

/** @param chip the face on the template of ArcFace. */
export function measure(chip: Chip, raster: Raster, mesh: Mesh): Measures {
  const five = fivePoints(mesh);
  const grey = greyOf(chip);
  const face = statistics(grey, FACE);
  const contrast = Math.max(face.deviation, 1);
  const plainness = (region: Region): number => statistics(grey, region).deviation / contrast;
  return {
    eyeDistance: distance(five.leftEye, five.rightEye),
    brightness: face.mean,
    sharpness: Math.min(detail(grey, 1), detail(grey, ARCFACE.size)) / contrast,
    eyes: Math.min(plainness(LEFT_EYE), plainness(RIGHT_EYE)),
    mouth: plainness(MOUTH),
    underEyes: Math.max(lightUnder(grey, LEFT_SIDE), lightUnder(grey, RIGHT_SIDE)),
    outside: outsideShare(raster, mesh),
  };
}

function lightUnder(grey: Float32Array, side: Pick<Region, 'left' | 'right'>): number {
  return (
    statistics(grey, { ...side, ...BELOW }).mean / Math.max(statistics(grey, { ...side, ...CHEEK }).mean, 1)
  );
}

function greyOf({ planes, size }: Chip): Float32Array {
  const area = size * size;
  return Float32Array.from(
    { length: area },
    (_, at) => 0.299 * planes[at]! + 0.587 * planes[area + at]! + 0.114 * planes[2 * area + at]!,
  );
}

function statistics(grey: Float32Array, region: Region): { mean: number; deviation: number } {
  let [count, sum, squares] = [0, 0, 0];
  forRegion(region, (at) => {
    count += 1;
    sum += grey[at]!;
    squares += grey[at]! ** 2;
  });
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** Root mean square of the second difference along rows (step 1) or columns (step = width). */
function detail(grey: Float32Array, step: number): number {
  let [count, squares] = [0, 0];
  forRegion(FACE, (at) => {
    count += 1;
    squares += (grey[at - step]! + grey[at + step]! - 2 * grey[at]!) ** 2;
  });
  return Math.sqrt(squares / count);
}

function forRegion({ left, right, top, bottom }: Region, visit: (at: number) => void): void {
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) visit(row * ARCFACE.size + column);
}

function outsideShare({ width, height }: Raster, { points }: Mesh): number {
  const outside = OVAL.filter((k) => {
    const [x, y] = points[k]!;
    return x < 0 || y < 0 || x > width - 1 || y > height - 1;
  });
  return outside.length / OVAL.length;
}
