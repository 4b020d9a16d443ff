import { parseArgs } from 'node:util';
import { operatingPointOf } from '#schema/contract/operating-point.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { compareAll } from './compare.ts';
import { observeAll, type Observation } from '#wasm/calibration/observe.ts';
import { fusedTrials, readPairs, singleTrials } from '#wasm/calibration/pairs.ts';
import { printReport, reportOf } from './report.ts';

/*
 * `npm run lab -- face:evaluate --pairs FILE.csv --images DIR [--frames] [--json]`: the product's own
 * pipeline over a list of pairs. With --frames, lines of one reference and one person become one fused trial.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string' },
      images: { type: 'string' },
      frames: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { pairs: file, images, frames } = values;
  if (!file || !images)
    throw new Error('usage: npm run lab -- face:evaluate --pairs FILE.csv --images DIR [--frames] [--json]');
  const pairs = await readPairs(file);
  const engine = createFaceEngine(nodeRuntime);
  await engine.warm();
  const trials = frames ? fusedTrials(pairs) : singleTrials(pairs);
  const references = await observe('reference');
  const probes = await observe('probe');
  const compared = compareAll(trials, references, probes);
  const point = operatingPointOf(engine.model.digest);
  const report = reportOf({ model: engine.model, point, frames, compared, references, probes });
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else printReport(report);

  function observe(role: 'reference' | 'probe'): Promise<Map<string, Observation>> {
    return observeAll(
      engine,
      images!,
      pairs.map((pair) => pair[role]),
      role,
    );
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
