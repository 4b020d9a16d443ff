import type { Point } from '#wasm/geometry.ts';
import type { Detection } from './detect.ts';

const SAME_FACE_OVERLAP = 0.3;

/** Boxes that overlap the surest one become one face: the mean of all, weighted by score. */
export function mergeOverlapping(found: readonly Detection[]): Detection[] {
  let rest = [...found].sort((p, q) => q.score - p.score);
  const merged: Detection[] = [];
  while (rest.length > 0) {
    const surest = rest[0]!;
    const group = rest.filter((other) => other === surest || overlap(surest, other) > SAME_FACE_OVERLAP);
    rest = rest.filter((other) => !group.includes(other));
    merged.push(weightedMean(group));
  }
  return merged;
}

function weightedMean(group: Detection[]): Detection {
  const total = group.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (face: Detection) => number): number =>
    group.reduce((sum, face) => sum + value(face) * face.score, 0) / total;
  const box = [0, 1, 2, 3].map((side) => mean((face) => face.box[side]!)) as Detection['box'];
  const keypoints = group[0]!.keypoints.map((_, k): Point => [
    mean((face) => face.keypoints[k]![0]),
    mean((face) => face.keypoints[k]![1]),
  ]);
  return { score: group[0]!.score, box, keypoints };
}

/** Intersection over union. */
function overlap({ box: p }: Detection, { box: q }: Detection): number {
  const width = Math.max(0, Math.min(p[2], q[2]) - Math.max(p[0], q[0]));
  const height = Math.max(0, Math.min(p[3], q[3]) - Math.max(p[1], q[1]));
  const shared = width * height;
  return shared / (areaOf(p) + areaOf(q) - shared);
}

export const areaOf = ([left, top, right, bottom]: Detection['box']): number =>
  (right - left) * (bottom - top);
