import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CalibrationFigures } from '#wasm/calibration/calibrate.ts';
import performance from '#schema/contract/biometric-performance.json' with { type: 'json' };
import points from '#schema/contract/operating-points.json' with { type: 'json' };
import { EMBEDDING, MANIFEST } from '#wasm/manifest.ts';
import { published } from './publish.ts';
import { readFigures } from './record.ts';

const { model, single, fused } = (await readFigures<CalibrationFigures>('calibration'))!;
const { sha256 } = MANIFEST.models[EMBEDDING]!;

it('what is published is of the weights that are served, or of none', () => {
  expect(performance.models.embedding.sha256).toBe(sha256);
  expect(performance.comparison?.model.digest ?? sha256).toBe(sha256);
});

/** An operator's own model has figures of its own: `model add` writes them. */
describe.skipIf(model.digest !== sha256)('what is published of the model that ships', () => {
  it('says what was recorded, and nothing else: npm run lab -- face:publish changes no file', async () => {
    const stale = Object.entries(await published()).filter(
      ([path, text]) => readFileSync(path, 'utf8') !== text,
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('is decided with: the thresholds are those that were recorded', () => {
    const point: unknown = (points as Record<string, unknown>)[sha256];
    expect(point).toMatchObject({ singleThreshold: single.threshold, fusedThreshold: fused.threshold });
  });
});
