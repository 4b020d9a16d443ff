import type { Raster } from '../decode/raster.ts';
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

/** How large the largest other face is, as a part of the chosen one's area. 0 when there is no other. */
export function rivalOf(chosen: Detection, faces: readonly Detection[]): number {
  const others = faces.filter((face) => face !== chosen).map(({ box }) => areaOf(box));
  return Math.max(0, ...others) / areaOf(chosen.box);
}
