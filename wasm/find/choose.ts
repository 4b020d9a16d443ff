import type { Raster } from '#wasm/decode/raster.ts';
import type { Detection } from './detect.ts';
import { areaOf } from './merge.ts';

/**
 * The face that is meant: large and near the middle. Of several faces the central one is the person far more often than
 * the largest one.
 */
export function chooseFace(faces: readonly Detection[], raster: Raster): Detection | null {
  const worth = ({ box }: Detection): number => {
    const [x, y] = [(box[0] + box[2] - raster.width) / 2, (box[1] + box[3] - raster.height) / 2];
    return areaOf(box) - 2 * (x * x + y * y);
  };
  return faces.reduce<Detection | null>(
    (best, face) => (best && worth(best) >= worth(face) ? best : face),
    null,
  );
}

/** Another face that could as well be the one that is meant. Lengths are in sides of the chosen face. */
export interface Rivalry {
  /** Area as a part of the chosen one's. */
  area: number;
  /** How much farther it is from the picture's middle. */
  farther: number;
}

/** Whether another face is about as large and about as central: then nobody can say who is meant. */
export function hasRival(
  chosen: Detection,
  faces: readonly Detection[],
  raster: Raster,
  limits: Rivalry,
): boolean {
  const fromMiddle = ({ box }: Detection): number =>
    Math.hypot((box[0] + box[2] - raster.width) / 2, (box[1] + box[3] - raster.height) / 2);
  const side = Math.sqrt(areaOf(chosen.box));
  return faces.some(
    (other) =>
      other !== chosen &&
      areaOf(other.box) >= limits.area * areaOf(chosen.box) &&
      fromMiddle(other) - fromMiddle(chosen) <= limits.farther * side,
  );
}
