import { embed, type Recipe } from '#wasm/embed/embed.ts';
import type { Chip } from '#wasm/decode/raster.ts';
import { linearMemory } from '#wasm/runtime/instantiate.ts';
import type { OpenSession, Session } from '#wasm/runtime/port.ts';
import { ModelRefused } from './recipe.ts';
import { seeded } from './statistics.ts';

/**
 * Megabytes that the file and what ONNX Runtime takes for it may have: the isolate may hold 128, and everything else takes
 * no more than 80 (`npm run lab -- face:memory`).
 */
const MOST_MEMORY = 48;
/** How many times slower than the detector, which takes a few milliseconds: a third of a second. */
const MOST_SLOWER = 110;
const MB = 1024 * 1024;
const TIMES = 6;

/** What a model was seen to do. */
export interface Trial {
  /** One face, on this machine, and how many times the detector's. */
  milliseconds: number;
  slower: number;
  /** The file, and what ONNX Runtime took to open and run it. */
  memoryMb: number;
}

/** Opens a model as the matcher would and sees whether it is what its recipe says. Throws `ModelRefused`. */
export async function tryModel(
  open: OpenSession,
  file: Uint8Array,
  recipe: Recipe,
  detector: Session,
): Promise<Trial> {
  const { size } = recipe.template;
  requireRoom(file.length);
  const before = linearMemory();
  const session = await opened(open, file);
  requireShape(session, size);
  const first = await embedded(session, recipe, noise(size, 1));
  const milliseconds = await timed(() => embedded(session, recipe, noise(size, 1)));
  const memory = file.length + linearMemory() - before;
  if (first.length !== recipe.dimensions)
    throw new ModelRefused(`it gives ${first.length} numbers, and its recipe says ${recipe.dimensions}`);
  requireSense(
    first,
    await embedded(session, recipe, noise(size, 1)),
    await embedded(session, recipe, noise(size, 2)),
  );
  const yardstick = await timed(() => detector.run(new Float32Array(3 * 128 * 128)));
  const slower = milliseconds / yardstick;
  if (slower > MOST_SLOWER)
    throw new ModelRefused(
      `it takes ${Math.round(slower)} times as long as the detector; more than ${MOST_SLOWER} is too slow for a request`,
    );
  requireRoom(memory);
  return { milliseconds, slower, memoryMb: megabytes(memory) };
}

function requireRoom(bytes: number): void {
  if (bytes > MOST_MEMORY * MB)
    throw new ModelRefused(
      `it takes ${megabytes(bytes)} MB; more than ${MOST_MEMORY} MB do not fit into the matcher`,
    );
}

async function opened(open: OpenSession, file: Uint8Array): Promise<Session> {
  try {
    return await open(file.slice());
  } catch (error) {
    throw new ModelRefused(
      `ONNX Runtime does not open it: ${String((error as Error)?.message ?? error).split('\n', 1)[0]}`,
    );
  }
}

function requireShape({ shape }: Session, size: number): void {
  const [batch, ...rest] = shape;
  const wanted = [3, size, size];
  const fits =
    shape.length === 4 &&
    rest.every((side, at) => side === wanted[at]) &&
    (typeof batch === 'string' || batch! <= 1);
  if (!fits)
    throw new ModelRefused(
      `its input is [${shape.join(', ')}], and its recipe wants [1, 3, ${size}, ${size}]`,
    );
}

async function embedded(session: Session, recipe: Recipe, chip: Chip): Promise<Float32Array> {
  try {
    return (await embed(session, recipe, chip)).embedding;
  } catch (error) {
    throw new ModelRefused(
      `it does not run: ${String((error as Error)?.message ?? error).split('\n', 1)[0]}`,
    );
  }
}

function requireSense(one: Float32Array, again: Float32Array, other: Float32Array): void {
  if (!one.every(Number.isFinite)) throw new ModelRefused('it gives numbers that are none');
  if (one.some((value, at) => value !== again[at]))
    throw new ModelRefused('it gives other numbers for the same picture');
  if (one.every((value, at) => value === other[at]))
    throw new ModelRefused('it gives the same numbers for every picture');
}

function noise(size: number, seed: number): Chip {
  const random = seeded(seed);
  return { size, planes: Float32Array.from({ length: 3 * size * size }, () => 255 * random()) };
}

/** The quickest of a few: other work on the machine only ever adds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TIMES; time++) {
    const began = performance.now();
    await work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

const megabytes = (bytes: number): number => Math.round(bytes / MB);
