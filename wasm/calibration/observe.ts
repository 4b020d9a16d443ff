import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QualityReason } from '#schema/contract/face.ts';
import type { FaceEngine } from '#wasm/engine.ts';
import type { Role } from '#wasm/quality/thresholds.ts';
import { progress } from './progress.ts';

/** What the engine made of one picture. `embedding` null: no face was found, or the file is no picture. */
export interface Observation {
  reasons: QualityReason[];
  embedding: Float32Array | null;
  weight: number;
  milliseconds: number;
}

/** Runs the product's own pipeline over pictures, each once. Reading the file is not timed. */
export async function observeAll(
  engine: FaceEngine,
  folder: string,
  files: readonly string[],
  role: Role,
): Promise<Map<string, Observation>> {
  const observed = new Map<string, Observation>();
  const distinct = [...new Set(files)].sort();
  const tell = progress(role.padEnd(9), distinct.length);
  for (const [index, file] of distinct.entries()) {
    observed.set(file, await observe(engine, join(folder, file), role));
    tell(index + 1);
  }
  return observed;
}

async function observe(engine: FaceEngine, path: string, role: Role): Promise<Observation> {
  const bytes = new Uint8Array(await readFile(path));
  const began = performance.now();
  const look = await engine.look(bytes, role);
  const milliseconds = performance.now() - began;
  if (!look) return { reasons: ['undecodable'], embedding: null, weight: 0, milliseconds };
  const { reasons, embedding, weight } = look;
  return { reasons, embedding, weight, milliseconds };
}
