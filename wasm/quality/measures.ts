import { align, ARCFACE } from '../align/align.ts';
import type { Chip, Raster } from '../decode/raster.ts';
import type { Detection } from '../detect/detect.ts';
import { distance } from '../geometry.ts';
import { fivePoints, type Mesh } from '../landmarks/mesh.ts';
import { OVAL } from '../landmarks/outline.ts';

/** What is measured on a face; `thresholds.ts` says what is good enough. */
export interface Measures {
  /** Pixels between the eyes' centres. */
  eyeDistance: number;
  /** Mean grey of the face, 0 to 255. */
  brightness: number;
  /** How much fine detail there is for the contrast there is. */
  sharpness: number;
  /** Part of the face's outline that lies outside the picture. */
  outside: number;
}

/** Part of the aligned chip that is face and not background: columns and rows of the 112 × 112 template. */
const FACE = { left: 26, right: 86, top: 36, bottom: 104 };

export function measure(raster: Raster, _face: Detection, mesh: Mesh): Measures {
  const five = fivePoints(mesh);
  const grey = greyOf(align(raster, five, ARCFACE));
  const { mean, deviation } = statistics(grey);
  return {
    eyeDistance: distance(five.leftEye, five.rightEye),
    brightness: mean,
    sharpness: detail(grey) / Math.max(deviation, 1),
    outside: outsideShare(raster, mesh),
  };
}

function greyOf({ planes, size }: Chip): Float32Array {
  const area = size * size;
  return Float32Array.from(
    { length: area },
    (_, at) => 0.299 * planes[at]! + 0.587 * planes[area + at]! + 0.114 * planes[2 * area + at]!,
  );
}

function statistics(grey: Float32Array): { mean: number; deviation: number } {
  let [count, sum, squares] = [0, 0, 0];
  forFace((at) => {
    count += 1;
    sum += grey[at]!;
    squares += grey[at]! ** 2;
  });
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** Root mean square of the Laplacian. */
function detail(grey: Float32Array): number {
  const { size } = ARCFACE;
  let [count, squares] = [0, 0];
  forFace((at) => {
    const around = grey[at - 1]! + grey[at + 1]! + grey[at - size]! + grey[at + size]!;
    count += 1;
    squares += (around - 4 * grey[at]!) ** 2;
  });
  return Math.sqrt(squares / count);
}

function forFace(visit: (at: number) => void): void {
  for (let row = FACE.top; row < FACE.bottom; row++)
    for (let column = FACE.left; column < FACE.right; column++) visit(row * ARCFACE.size + column);
}

function outsideShare({ width, height }: Raster, { points }: Mesh): number {
  const outside = OVAL.filter((k) => {
    const [x, y] = points[k]!;
    return x < 0 || y < 0 || x > width - 1 || y > height - 1;
  });
  return outside.length / OVAL.length;
}
