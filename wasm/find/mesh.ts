import { encode, sample, type Encoding } from '#wasm/decode/sample.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import type { Detection } from './detect.ts';
import { apply, meanOf, squareToImage, type Affine, type Point } from '#wasm/geometry.ts';
import type { Session } from '#wasm/runtime/port.ts';

/** 468 points of a face in picture coordinates; `depth` in pixels, smaller is nearer to the camera. */
export interface Mesh {
  points: Point[];
  depth: Float32Array;
  /** How sure the model is that this is a face at all, 0 to 1. */
  presence: number;
}

/** The face's outline in the mesh, clockwise from the top of the forehead. */
export const OVAL: readonly number[] = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

const SIZE = 192;
const MARGIN = 1.5;
const ENCODING: Encoding = { order: 'rgb', mean: [0, 0, 0], scale: 255 };

/** Face Mesh on the square around a detected face, turned so that the eyes are level. */
export async function findMesh(landmarks: Session, raster: Raster, face: Detection): Promise<Mesh> {
  const [left, top, right, bottom] = face.box;
  const [first, second] = face.keypoints as [Point, Point];
  const angle = Math.atan2(second[1] - first[1], second[0] - first[0]);
  const side = MARGIN * Math.max(right - left, bottom - top);
  const toImage = squareToImage(SIZE, [(left + right) / 2, (top + bottom) / 2], side, angle);
  const results = await landmarks.run(encode(sample(raster, toImage, SIZE), ENCODING));
  return readMesh(results['conv2d_21']!, results['conv2d_31']![0]!, toImage, side / SIZE);
}

function readMesh(values: Float32Array, presence: number, toImage: Affine, scale: number): Mesh {
  const count = values.length / 3;
  const points = Array.from({ length: count }, (_, k) =>
    apply(toImage, [values[3 * k]!, values[3 * k + 1]!]),
  );
  const depth = Float32Array.from({ length: count }, (_, k) => values[3 * k + 2]! * scale);
  return { points, depth, presence: 1 / (1 + Math.exp(-presence)) };
}

/** Left and right are the picture's. */
export interface FivePoints {
  leftEye: Point;
  rightEye: Point;
  nose: Point;
  leftMouth: Point;
  rightMouth: Point;
}

export function fivePoints({ points }: Mesh): FivePoints {
  const mean = (...at: number[]): Point => meanOf(at.map((k) => points[k]!));
  return {
    leftEye: mean(33, 133, 159, 145),
    rightEye: mean(263, 362, 386, 374),
    nose: mean(1, 4),
    leftMouth: points[61]!,
    rightMouth: points[291]!,
  };
}
