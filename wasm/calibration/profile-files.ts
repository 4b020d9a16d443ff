import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperatingPoint } from '#schema/contract/operating-point.ts';
import { EMBEDDING, type Manifest } from '#wasm/manifest.ts';
import type { Calibration, CalibrationFigures } from './calibrate.ts';
import { withOwn, type Performance } from './performance.ts';

/** The project; tests give a folder that stands for it. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const MANIFEST = 'wasm/manifest.json';
const CENTRES = 'wasm/embed/centres.json';
const POINTS = 'schema/contract/operating-points.json';
const PERFORMANCE = 'schema/contract/biometric-performance.json';
/** Where an operator's own model is kept, from `wasm/models/`. */
const OWN = 'own';

type Points = Record<string, OperatingPoint>;
type Centres = Record<string, { reference: string; probe: string }>;

export const digestOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');

/**
 * Writes what was found for a model beside what is known of others: thresholds, centres, and how alike frames are. Its rates
 * are published in place of those of the model before.
 */
export async function writeCalibration(
  { figures, centres, samePerson }: Calibration,
  root = ROOT,
): Promise<void> {
  const { date, model, single, fused } = figures;
  const point: OperatingPoint = {
    version: `${model.profile}-${date}`,
    profile: model.profile,
    singleThreshold: single.threshold,
    fusedThreshold: fused.threshold,
  };
  await change<Points>(root, POINTS, (points) => ({ ...points, [model.digest]: point }));
  if (centres) await change<Centres>(root, CENTRES, (all) => ({ ...all, [model.digest]: centres }));
  await change<Manifest>(root, MANIFEST, ({ models, profile }) => ({
    models,
    profile: { ...profile, recipe: { ...profile.recipe, samePerson } },
  }));
  await publish(root, figures);
}

/** Makes a file the embedding model of the matcher's bundle. No rates are published of it until it is calibrated. */
export async function writeModel(
  file: Uint8Array,
  entry: { source: string; licence: string; provenance: string },
  profile: Manifest['profile'],
  root = ROOT,
): Promise<void> {
  const own = `${OWN}/${profile.name}.onnx`;
  const models = join(root, 'wasm/models');
  for (const path of [own, `built/${EMBEDDING}.onnx`]) {
    await mkdir(join(models, path, '..'), { recursive: true });
    await writeFile(join(models, path), file);
  }
  const described = { bytes: file.length, sha256: digestOf(file), ...entry, file: own };
  await change<Manifest>(root, MANIFEST, (manifest) => ({
    models: { ...manifest.models, [EMBEDDING]: described },
    profile,
  }));
  await publish(root, null);
}

async function publish(root: string, figures: CalibrationFigures | null): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, MANIFEST), 'utf8')) as Manifest;
  await change<Performance>(root, PERFORMANCE, (before) => withOwn(before, manifest, figures));
}

async function change<T>(root: string, file: string, to: (before: T) => T): Promise<void> {
  const path = join(root, file);
  const before = JSON.parse(await readFile(path, 'utf8')) as T;
  await writeFile(path, written(to(before)));
}

/** As the formatter has it: numbers beside each other, and points below each other. */
export const written = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replaceAll(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, ' ')}]`)}\n`;
