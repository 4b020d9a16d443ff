import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { dot } from '#wasm/embed/vector.ts';
import type { KernelFigures } from '#wasm/lab/figures/speed-tables.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { seenBy, type Seen } from './seen.ts';

/*
 * `npm run lab -- models:kernels [--images DIR] [--record]`: what ONNX Runtime computes with the kernels of `models/kernels/`
 * against what it computes without them: each model's outputs of noise, and what the engine makes of pictures. Fails if they differ by
 * more than rounding does.
 */
const ROUNDING = 1e-5;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { images: { type: 'string' }, record: { type: 'boolean' } } });
  const files = values.images ? await picturesOf(values.images) : [PICTURES.portrait, ...PICTURES.selfies];
  if (files.length === 0) throw new Error(`${values.images} holds no picture`);
  const [here, there] = [await seenBy(nodeRuntime, files), await withoutKernels(files)];
  const figures = compare(here, there);
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  await recordFigures('kernels', figures);
  const wrong = figures.models.filter(({ difference, largest }) => difference > ROUNDING * largest);
  if (wrong.length > 0 || figures.embedding > ROUNDING) throw new Error('more than rounding differs');
}

async function picturesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.(jpe?g|jp2)$/.test(name)).map((name) => join(folder, name));
}

function withoutKernels(files: readonly string[]): Promise<Seen> {
  const worker = new Worker(new URL('without.ts', import.meta.url), { workerData: files });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

function compare(here: Seen, there: Seen): KernelFigures {
  const models = Object.entries(here.outputs).map(([model, values]) => ({
    model,
    difference: most(values.map((value, at) => Math.abs(value - there.outputs[model]![at]!))),
    largest: most(values.map(Math.abs)),
  }));
  const pairs = here.pictures.map((one, at) => [one, there.pictures[at]!] as const);
  const both = pairs.filter(([one, other]) => one.embedding && other.embedding);
  return {
    models,
    pictures: pairs.length,
    embedding: most(both.map(([one, other]) => 1 - dot(one.embedding!, other.embedding!))),
    pose: most(
      both.flatMap(([{ pose: p }, { pose: q }]) =>
        angles(p!).map((angle, at) => Math.abs(angle - angles(q!)[at]!)),
      ),
    ),
    judgedOtherwise: pairs.filter(([one, other]) => one.reasons.join() !== other.reasons.join()).length,
  };
}

const angles = ({ yaw, pitch, roll }: NonNullable<Seen['pictures'][number]['pose']>): number[] => [
  yaw,
  pitch,
  roll,
];
const most = (values: readonly number[]): number =>
  values.reduce((furthest, value) => Math.max(furthest, value), 0);

await main();
