import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CalibrationFigures } from '#wasm/lab/evaluation/calibrate.ts';
import { MANIFEST } from '#wasm/manifest.ts';
import { detPlot } from './det-plot.ts';
import { readFigures } from './record.ts';
import { tables, type Measured } from './tables.ts';

/*
 * `npm run lab -- face:publish`: what was recorded becomes `schema/contract/biometric-performance.json` (served at
 * /.well-known/biometric-performance.json), the DET plot, and the tables of the model card.
 */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function main(): Promise<void> {
  const calibration = await readFigures<CalibrationFigures>('calibration');
  if (!calibration) throw new Error('nothing was recorded yet: npm run lab -- face:calibrate … --record');
  const measured: Measured = {
    calibration,
    quality: await readFigures('quality'),
    attacks: await readFigures('attacks'),
    models: await readFigures('models'),
    bench: await readFigures('bench'),
    memory: await readFigures('memory'),
    memoryHonest: await readFigures('memory-honest'),
    fuzz: await readFigures('fuzz'),
  };
  const performance = at('../../../schema/contract/biometric-performance.json');
  await writeFile(performance, `${JSON.stringify(performanceOf(measured), null, 2)}\n`);
  await writeFile(at('det.svg'), plotOf(calibration));
  await writeCard(at('../../README.md'), tables(measured));
}

/** What an outsider gets to read. No score of anybody, no picture. */
function performanceOf({ calibration, quality, attacks, models }: Measured) {
  const { date, data, failureToAcquire, model, single, fused } = calibration;
  return {
    date,
    models: MANIFEST.models,
    profile: MANIFEST.profile,
    data: { ...data, groups: 'not measured: the data carry no labels of sex, age or origin' },
    comparison: { model, single, fused },
    failureToAcquire,
    quality: quality && {
      refusedGoodPictures: quality.refused,
      spoiltPictures: quality.spoilt,
      thresholds: quality.thresholds,
    },
    liveness: attacks && { synthetic: true, attacks },
    numericChecks: models,
    limits: LIMITS,
  };
}

const LIMITS = [
  'The people in the data are not cardholders in Japan, and the pictures are not chip photos and selfies: the rates may be better or worse for those.',
  'The references were made to look like what a chip holds; none comes from a chip.',
  'People of the data may have been in the training data of the embedding model, which its author does not disclose.',
  'Thresholds, mean embeddings and rates come from the same people.',
  'Frames of one presentation are more alike than the different pictures that were fused here, so the gain of fusion is an upper bound.',
  'Nothing was measured for children, for twins and other relatives, or over the ten years that a photo may be old.',
  'Head turns and attacks are synthetic. The liveness check is no presentation attack detection in the sense of ISO/IEC 30107.',
];

function plotOf({ model, single, fused }: CalibrationFigures): string {
  return detPlot([
    { name: `${model.profile}, one picture`, colour: '#0b62c4', points: single.det },
    { name: `${model.profile}, ${fused.frames} fused`, colour: '#0b8f4d', points: fused.det },
  ]);
}

/** Puts each table between its markers. */
async function writeCard(path: string, contents: Record<string, string>): Promise<void> {
  let card = await readFile(path, 'utf8');
  for (const [name, table] of Object.entries(contents)) {
    const marked = new RegExp(`(<!-- figures:${name} -->\n)[^]*?(<!-- /figures -->)`);
    if (!marked.test(card)) throw new Error(`wasm/README.md has no place for ${name}`);
    card = card.replace(marked, (_, open: string, close: string) => `${open}${table}\n${close}`);
  }
  await writeFile(path, card);
}

await main();
