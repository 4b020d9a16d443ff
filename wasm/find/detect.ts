import { encode, sample, type Encoding } from '#wasm/decode/sample.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import { apply, squareToImage, type Affine, type Point } from '#wasm/geometry.ts';
import type { Session } from '#wasm/runtime/port.ts';
import { mergeOverlapping } from './merge.ts';

/** A face in picture coordinates. Keypoints: left eye of the picture, right eye, nose, mouth, left ear, right ear. */
export interface Detection {
  score: number;
  /** left, top, right, bottom */
  box: [number, number, number, number];
  keypoints: Point[];
}

const SIZE = 128;
const KEYPOINTS = 6;
const LEAST_SCORE = 0.5;
const ENCODING: Encoding = { order: 'rgb', mean: [127.5, 127.5, 127.5], scale: 127.5 };

/** BlazeFace (short range): every face, the surest first. The picture is put into a black square first. */
export async function detectFaces(detector: Session, raster: Raster): Promise<Detection[]> {
  const { width, height } = raster;
  const side = Math.max(width, height);
  const toImage = squareToImage(SIZE, [(width - 1) / 2, (height - 1) / 2], side);
  const { regressors, classificators } = await detector.run(encode(sample(raster, toImage, SIZE), ENCODING));
  const found: Detection[] = [];
  anchors().forEach((anchor, index) => {
    const score = 1 / (1 + Math.exp(-classificators![index]!));
    if (score > LEAST_SCORE)
      found.push(readDetection(regressors!.subarray(16 * index, 16 * index + 16), anchor, score, toImage));
  });
  return mergeOverlapping(found);
}

/** Offsets are in pixels of the model's square, from the anchor; half a pixel lies between edges and centres. */
function readDetection(values: Float32Array, anchor: Point, score: number, toImage: Affine): Detection {
  const point = (x: number, y: number): Point =>
    apply(toImage, [x + anchor[0] * SIZE - 0.5, y + anchor[1] * SIZE - 0.5]);
  const [x, y, width, height] = values as unknown as [number, number, number, number];
  const [left, top] = point(x - width / 2, y - height / 2);
  const [right, bottom] = point(x + width / 2, y + height / 2);
  const keypoints = Array.from({ length: KEYPOINTS }, (_, k) =>
    point(values[4 + 2 * k]!, values[5 + 2 * k]!),
  );
  return { score, box: [left, top, right, bottom], keypoints };
}

/** Cells along one side, and boxes for each cell. */
const GRIDS = [
  { cells: 16, boxes: 2 },
  { cells: 8, boxes: 6 },
];

let known: Point[] | undefined;

/** Centres of BlazeFace's 896 anchors as parts of the square's side, in the order of its outputs. */
function anchors(): Point[] {
  known ??= GRIDS.flatMap(({ cells, boxes }) =>
    Array.from({ length: cells * cells * boxes }, (_, index): Point => {
      const cell = Math.floor(index / boxes);
      return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
    }),
  );
  return known;
}
