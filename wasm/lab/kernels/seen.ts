import { readFile } from 'node:fs/promises';
import type { FrameFacts } from '#schema/contract/face.ts';
import { seeded } from '#wasm/calibration/statistics.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { MANIFEST, openModel } from '#wasm/manifest.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import type { Runtime } from '#wasm/runtime/port.ts';

/** What models and engine make of the same inputs. */
export interface Seen {
  /** All outputs of each model, of noise. */
  outputs: Record<string, number[]>;
  pictures: (Pick<FrameFacts, 'reasons' | 'pose'> & { embedding: Float32Array | null })[];
}

/** @param files pictures; one that is none counts for nothing. */
export async function seenBy(runtime: Runtime, files: readonly string[]): Promise<Seen> {
  const outputs: Seen['outputs'] = {};
  const open = ortSessions(runtime);
  for (const name of Object.keys(MANIFEST.models)) {
    const model = await openModel(runtime, open, name);
    const random = seeded(1);
    const size = model.shape.reduce<number>(
      (product, one) => product * (typeof one === 'number' ? one : 1),
      1,
    );
    const made = await model.run(Float32Array.from({ length: size }, () => 2 * random() - 1));
    outputs[name] = Object.values(made).flatMap((values) => [...values]);
  }
  const engine = createFaceEngine(runtime);
  const pictures: Seen['pictures'] = [];
  for (const file of files) {
    const look = await engine.look(new Uint8Array(await readFile(file)));
    if (look)
      pictures.push({ reasons: look.reasons, pose: look.found?.pose ?? null, embedding: look.embedding });
  }
  return { outputs, pictures };
}
