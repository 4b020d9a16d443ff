import { readFile } from 'node:fs/promises';
import type { PoseStep } from '#schema/contract/face.ts';
import { decodeJpeg } from '#wasm/decode/decode.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { chooseFace } from '#wasm/find/choose.ts';
import { detectFaces, type Detection } from '#wasm/find/detect.ts';
import { findMesh, fivePoints, type Mesh } from '#wasm/find/mesh.ts';
import { poseOf } from '#wasm/find/pose.ts';
import { distance } from '#wasm/geometry.ts';
import type { RegionFigures } from '#wasm/lab/figures/speed-tables.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { capturePresentation } from '#wasm/lab/synthetic/capture.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { movementOf, type Moment } from '#wasm/liveness/movement.ts';
import { openModel } from '#wasm/manifest.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';

/*
 * `npm run lab -- face:region [--record]`: looks for each frame's face where the mesh of the frame before was, in place of
 * asking the detector: the landmarks once, and a second time where the first mesh is. Counted is what that changes.
 */
const CHALLENGES: PoseStep[][] = [
  ['down', 'left', 'nearer'],
  ['nearer', 'up', 'right'],
  ['left', 'right', 'up'],
  ['up', 'nearer', 'left'],
  ['right', 'down', 'up'],
];
const WAYS = ['once', 'twice'] as const;

const engine = createFaceEngine(nodeRuntime);
const codecs = wasmCodecs(nodeRuntime);
const open = ortSessions(nodeRuntime);
const detector = await openModel(nodeRuntime, open, 'detector');
const landmarks = await openModel(nodeRuntime, open, 'landmarks');

async function main(): Promise<void> {
  const rows: RegionFigures['rows'] = WAYS.map((passes) => ({
    passes,
    frames: 0,
    otherMovement: 0,
    degrees: 0,
    presence: 1,
  }));
  for (const portrait of PICTURES.selfies)
    for (const steps of CHALLENGES) {
      const file = new Uint8Array(await readFile(portrait));
      await follow(await capturePresentation(engine, [file], steps), rows);
    }
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  await recordFigures('region', { rows } satisfies RegionFigures);
}

async function follow(frames: readonly { image: Uint8Array }[], rows: RegionFigures['rows']): Promise<void> {
  let last: Mesh | null = null;
  let start: Moment | null = null;
  for (const { image } of frames) {
    const raster = (await decodeJpeg(codecs, image))!;
    const mesh = await findMesh(landmarks, raster, chooseFace(await detectFaces(detector, raster), raster)!);
    const now = momentOf(mesh, raster);
    start ??= now;
    if (last) {
      const once = await findMesh(landmarks, raster, faceOf(last));
      const twice = await findMesh(landmarks, raster, faceOf(once));
      for (const [at, tracked] of [once, twice].entries())
        count(rows[at]!, now, momentOf(tracked, raster), start, tracked.presence);
    }
    last = mesh;
  }
}

function count(
  row: RegionFigures['rows'][number],
  now: Moment,
  tracked: Moment,
  start: Moment,
  presence: number,
): void {
  const apart = Math.max(
    Math.abs(now.pose.yaw - tracked.pose.yaw),
    Math.abs(now.pose.pitch - tracked.pose.pitch),
  );
  row.frames += 1;
  row.otherMovement += Number(movementOf(now, start) !== movementOf(tracked, start));
  row.degrees = Math.max(row.degrees, apart);
  row.presence = Math.min(row.presence, presence);
}

function momentOf(mesh: Mesh, { width }: Raster): Moment {
  const { leftEye, rightEye } = fivePoints(mesh);
  return { pose: poseOf(mesh), eyeSpan: distance(leftEye, rightEye) / width };
}

/** A mesh as the detector would have put it: the box around it, and the eyes. */
function faceOf(mesh: Mesh): Detection {
  const [xs, ys] = [mesh.points.map(([x]) => x), mesh.points.map(([, y]) => y)];
  const { leftEye, rightEye } = fivePoints(mesh);
  return {
    score: 1,
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    keypoints: [leftEye, rightEye],
  };
}

await main();
