import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperatingPoint } from '#schema/contract/operating-point.ts';
import { dot } from '#wasm/embed/vector.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { DLIB, DLIB_RECIPE, MOBILE_FACE_NET } from '#wasm/lab/foreign/model.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { EMBEDDING, type Manifest } from '#wasm/manifest.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { addModel } from './add.ts';
import type { Population } from './calibrate.ts';
import { NO_GROUPS } from './groups.ts';
import type { Performance } from './performance.ts';
import { ROOT, written } from './profile-files.ts';

const root = mkdtempSync(join(tmpdir(), 'kaijo-model-'));
afterAll(() => rmSync(root, { recursive: true }));
const FILES = ['wasm/manifest.json', 'wasm/embed/centres.json', 'schema/contract/operating-points.json'];
beforeEach(() => {
  rmSync(root, { recursive: true });
  for (const file of [...FILES, PERFORMANCE]) cpSync(join(ROOT, file), join(root, file));
});
const PERFORMANCE = 'schema/contract/biometric-performance.json';
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** Every portrait with every other: two people, one of them six times. */
const files = [...PICTURES.selfies, PICTURES.stranger, PICTURES.portrait];
const population: Population = {
  pairs: files.flatMap((reference) => files.map((probe) => ({ reference, probe, same: true }))),
  images: '/',
  groups: NO_GROUPS,
  description: 'portraits of the demonstration',
};
const adding = { date: '2026-11-30', root, least: 1 };

const foreign = [
  { file: DLIB.build(), recipe: DLIB_RECIPE },
  { file: MOBILE_FACE_NET.build(), recipe: MOBILE_FACE_NET.recipe },
];

describe('a foreign model, by its file and recipe alone', () => {
  it.each(foreign)('becomes the matcher’s and tells people apart', async ({ file, recipe }) => {
    const added = await addModel({ ...adding, file, recipe: JSON.stringify(recipe), population });
    const { models, profile } = read('wasm/manifest.json') as Manifest;
    expect(profile.name).toBe(recipe.name);
    expect(models[EMBEDDING]).toMatchObject({ licence: recipe.licence, file: `own/${recipe.name}.onnx` });
    const built = readFileSync(join(root, 'wasm/models/built/embedding.onnx'));
    expect(new Uint8Array(built)).toEqual(new Uint8Array(file));
    const { sha256 } = models[EMBEDDING]!;
    const point = (read('schema/contract/operating-points.json') as Record<string, OperatingPoint>)[sha256]!;
    expect(point).toMatchObject({ profile: recipe.name, version: `${recipe.name}-2026-11-30` });

    const published = read(PERFORMANCE) as Performance;
    expect(published.models[EMBEDDING]!.sha256).toBe(sha256);
    expect(published.comparison!.model).toEqual({ profile: recipe.name, digest: sha256 });
    expect(published.data!.description).toBe(population.description);
    expect(published.limits.join()).not.toMatch(/Japan/);

    const engine = createFaceEngine(
      { ...nodeRuntime, model: async (name) => (name === EMBEDDING ? built : nodeRuntime.model(name)) },
      { profile: { ...profile, sha256 }, centred: false },
    );
    const embedded = async (picture: string) =>
      (await engine.look(new Uint8Array(readFileSync(picture))))!.embedding!;
    const [one, again, other] = await Promise.all(
      [PICTURES.selfies[0]!, PICTURES.selfies[1]!, PICTURES.stranger].map(embedded),
    );
    expect(dot(one!, again!)).toBeGreaterThan(dot(one!, other!) + 0.05);
    expect(added.calibration!.figures.single.genuine).toBeGreaterThan(0);
  });

  it('matches nobody until it was calibrated', async () => {
    const { file, recipe } = foreign[1]!;
    await addModel({ ...adding, file, recipe: JSON.stringify(recipe), population: null });
    const { sha256 } = (read('wasm/manifest.json') as Manifest).models[EMBEDDING]!;
    expect(Object.keys(read('schema/contract/operating-points.json') as object)).not.toContain(sha256);
    expect(read(PERFORMANCE)).toMatchObject({ comparison: null, data: null, date: null });
  });
});

it('the files are written as the formatter has them', () => {
  for (const file of FILES) {
    const formatted = readFileSync(join(ROOT, file), 'utf8');
    expect(written(JSON.parse(formatted))).toBe(formatted);
  }
});

describe('a model is refused, and nothing is written', () => {
  const { file, recipe } = foreign[1]!;
  const { licence: _, ...unlicensed } = recipe;
  it.each([
    [
      'without a licence of its weights',
      file,
      unlicensed,
      /leaves out licence: under which licence of the weights/,
    ],
    ['with a field that nobody knows', file, { ...recipe, magic: 1 }, /wrong at "magic"/],
    [
      'of another size',
      file,
      { ...recipe, input: { ...recipe.input, size: 128 } },
      /its input is \[1, 3, 112, 112\]/,
    ],
    ['of another length', file, { ...recipe, output: 512 }, /gives 192 numbers, and its recipe says 512/],
    ['that is no model', file.slice(0, 5_000), recipe, /ONNX Runtime does not open it/],
    ['that is too large', new Uint8Array(50 * 1024 * 1024), recipe, /50 MB; more than 48 MB/],
  ])('%s', async (_name, bytes, written, sentence) => {
    const before = FILES.map((name) => readFileSync(join(root, name), 'utf8'));
    const asked = addModel({ ...adding, file: bytes, recipe: JSON.stringify(written), population: null });
    await expect(asked).rejects.toThrow(sentence);
    expect(FILES.map((name) => readFileSync(join(root, name), 'utf8'))).toEqual(before);
    expect(existsSync(join(root, dirname('wasm/models/own/x')))).toBe(false);
  });

  it('on pairs that are too few', async () => {
    const few = { ...adding, file, recipe: JSON.stringify(recipe), population, least: 10_000 };
    await expect(addModel(few)).rejects.toThrow(/comparisons of different people .* at least 10000/);
  });
});
