import { readFile } from 'node:fs/promises';
import { createFaceEngine } from '#wasm/engine.ts';
import { align } from '#wasm/find/align.ts';
import type { Chip } from '#wasm/decode/raster.ts';
import { encode } from '#wasm/decode/sample.ts';
import { EMBEDDING, MANIFEST } from '#wasm/manifest.ts';
import { faceApiDlib } from '#wasm/lab/foreign/face-api.ts';
import { DLIB } from '#wasm/lab/foreign/model.ts';
import { seeded } from '#wasm/calibration/statistics.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { fivePoints } from '#wasm/find/mesh.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { frFeature } from '#wasm/models/recipes.ts';

/*
 * `npm run lab -- models:check`: what the built models compute against what the files they were made from compute, where a
 * runtime for those exists. Fails if they differ by more than rounding does.
 */
interface Compared {
  model: string;
  against: string;
  /** Largest difference of any output value, and the largest output value to compare it with. */
  difference: number;
  largest: number;
  allowed: number;
}

const open = ortSessions(nodeRuntime);

async function main(): Promise<void> {
  const shipped = [await compareStorage()];
  const results = [...shipped, await compareForeign()];
  for (const { model, against, difference, largest } of results)
    process.stdout.write(
      `${model} against ${against}: ${difference.toExponential(1)} of ${largest.toPrecision(3)}\n`,
    );
  await recordFigures('models', shipped);
  const wrong = results.filter(({ difference, largest, allowed }) => difference > allowed * largest);
  if (wrong.length > 0) throw new Error(`differ too much: ${wrong.map(({ model }) => model).join(', ')}`);
}

/** The converter of the laboratory's foreign model. */
async function compareForeign(): Promise<Compared> {
  const ours = await open(DLIB.build());
  const theirs = await faceApiDlib();
  let [difference, largest] = [0, 0];
  for (const chip of [await alignedFace(), noise(150, 1)]) {
    const expected = await theirs(interleaved(chip));
    const { output } = await ours.run(encode(chip, DLIB.recipe.encoding));
    [difference, largest] = furthest(output!, expected, difference, largest);
  }
  return { model: 'dlib', against: 'face-api on TensorFlow.js', difference, largest, allowed: 1e-5 };
}

/** float16 storage against the package's float32 file, both in ONNX Runtime. */
async function compareStorage(): Promise<Compared> {
  const model = EMBEDDING;
  const stored = await open(await nodeRuntime.model(model));
  const source = await open(frFeature());
  let [difference, largest] = [0, 0];
  for (let seed = 1; seed <= 3; seed++) {
    const input = encode(noise(112, seed), MANIFEST.profile.recipe.encoding);
    const [ours, theirs] = [await stored.run(input.slice()), await source.run(input)];
    [difference, largest] = furthest(ours['output']!, theirs['output']!, difference, largest);
  }
  return { model, against: 'fr_feature.onnx in float32', difference, largest, allowed: 0.02 };
}

function furthest(
  ours: Float32Array,
  theirs: Float32Array,
  difference: number,
  largest: number,
): [number, number] {
  return [
    Math.max(difference, ...ours.map((value, at) => Math.abs(value - theirs[at]!))),
    Math.max(largest, ...theirs.map(Math.abs)),
  ];
}

async function alignedFace(): Promise<Chip> {
  const look = await createFaceEngine(nodeRuntime).look(new Uint8Array(await readFile(PICTURES.portrait)));
  return align(look!.raster, fivePoints(look!.found!.mesh), DLIB.recipe.template);
}

function noise(size: number, seed: number): Chip {
  const random = seeded(seed);
  return { size, planes: Float32Array.from({ length: 3 * size * size }, () => Math.floor(random() * 256)) };
}

function interleaved({ planes, size }: Chip): Float32Array {
  const area = size * size;
  return Float32Array.from(
    { length: planes.length },
    (_, at) => planes[(at % 3) * area + Math.floor(at / 3)]!,
  );
}

await main();
