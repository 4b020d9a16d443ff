import { readFile } from 'node:fs/promises';
import { POSE_STEPS, type Frame, type PoseStep } from '#schema/contract/face.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import { createFaceEngine, type FaceEngine } from '#wasm/engine.ts';
import { meanOf } from '#wasm/geometry.ts';
import { movementOf, type Moment } from '#wasm/liveness/movement.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import type { Sighting } from '#wasm/sight.ts';
import { cropAround } from './crop.ts';
import { drawTurned } from './draw.ts';
import { modelHead } from './head.ts';
import { encodeJpeg } from './jpeg.ts';
import { PICTURES } from './pictures.ts';

/*
 * SYNTHETIC. No recordings of people turning their heads exist here. These frames are portraits bent over a mesh of the
 * face: they show that the liveness check follows a movement, and nothing about people or about attackers.
 */

/** A phone held upright. */
const SHAPE = 3 / 4;
/** Milliseconds between two frames of a presentation. */
const PACE = 900;
/** How far the head is turned, tried one after the other until the engine sees the movement with some to spare. */
const AMOUNTS = [1.4, 1.7, 2, 2.4];
const ASKED: Record<Exclude<PoseStep, 'nearer'>, { yaw: number; pitch: number }> = {
  left: { yaw: 14, pitch: 0 },
  right: { yaw: -14, pitch: 0 },
  up: { yaw: 0, pitch: 10 },
  down: { yaw: 0, pitch: -10 },
};
const NEARER = 1.45;

export type Aim = PoseStep | 'straight';

/** Frames that answer a challenge: straight ahead, the movements in order, straight ahead again. */
export async function capturePresentation(
  engine: FaceEngine,
  portraits: readonly Uint8Array[],
  steps: readonly PoseStep[],
): Promise<Frame[]> {
  const [first, second] = await Promise.all(
    portraits.slice(0, 2).map((portrait) => sitter(engine, portrait)),
  );
  const last = second ?? first!;
  const images = [await straight(first!)];
  for (const [index, step] of steps.entries())
    images.push(await moved(engine, first!, step, unlike(index + 1)));
  images.push(await straight(last, unlike(steps.length + 1)));
  return images.map((image, index) => ({ image, capturedAt: index * PACE }));
}

/** One picture of the demonstration's holder for every aim of a challenge. */
export async function capturePoses(
  engine: FaceEngine = createFaceEngine(nodeRuntime),
  portrait?: Uint8Array,
): Promise<Record<Aim, Uint8Array<ArrayBuffer>>> {
  const person = await sitter(engine, portrait ?? (await readFile(PICTURES.selfies[0]!)));
  const poses: Partial<Record<Aim, Uint8Array<ArrayBuffer>>> = { straight: await straight(person) };
  for (const step of POSE_STEPS) poses[step] = await moved(engine, person, step);
  return poses as Record<Aim, Uint8Array<ArrayBuffer>>;
}

interface Sitter {
  raster: Raster;
  sighting: Sighting;
}

/** The person in a portrait, cropped as a phone would take them. */
async function sitter(engine: FaceEngine, portrait: Uint8Array): Promise<Sitter> {
  const whole = await engine.look(new Uint8Array(portrait));
  if (!whole?.found) throw new Error('the portrait shows no face');
  const raster = cropAround(whole.raster, meanOf(whole.found.mesh.points), SHAPE);
  const cropped = await engine.look(await encodeJpeg(raster, 95));
  if (!cropped?.found) throw new Error('the cropped portrait shows no face');
  return { raster: cropped.raster, sighting: cropped.found };
}

function straight({ raster, sighting }: Sitter, nearer = 1): Promise<Uint8Array<ArrayBuffer>> {
  return encodeJpeg(cropAround(raster, meanOf(sighting.mesh.points), SHAPE, nearer));
}

/** A little nearer in each frame, because no camera takes the same picture twice and the engine knows that. */
const unlike = (index: number): number => 1 + 0.012 * index;

async function moved(
  engine: FaceEngine,
  person: Sitter,
  step: PoseStep,
  nearer = 1,
): Promise<Uint8Array<ArrayBuffer>> {
  if (step === 'nearer') return straight(person, NEARER * nearer);
  const head = modelHead(person.raster, person.sighting.mesh);
  for (const amount of AMOUNTS) {
    const turn = { yaw: ASKED[step].yaw * amount, pitch: ASKED[step].pitch * amount };
    const middle = meanOf(person.sighting.mesh.points);
    const image = await encodeJpeg(cropAround(drawTurned(head, turn), middle, SHAPE, nearer));
    const seen = await engine.look(image);
    if (seen?.found && shows(seen.found, person.sighting, step)) return image;
  }
  throw new Error(`the engine does not see this portrait turn ${step}`);
}

/** Clearly the movement: still seen when it is a sixth smaller, as a page asks for more than the server does. */
function shows(now: Moment, start: Moment, step: PoseStep): boolean {
  const pose = {
    yaw: start.pose.yaw + (now.pose.yaw - start.pose.yaw) / 1.17,
    pitch: start.pose.pitch + (now.pose.pitch - start.pose.pitch) / 1.17,
    roll: now.pose.roll,
  };
  return movementOf({ ...now, pose }, start) === step;
}
