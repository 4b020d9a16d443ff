import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CalibrationFigures } from '#wasm/calibration/calibrate.ts';
import type { Operating } from '#wasm/calibration/operating.ts';
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
    splice: await readFigures('splice'),
    models: await readFigures('models'),
    bench: await readFigures('bench'),
    first: await readFigures('first'),
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
    data,
    comparison: { model, single: withoutCurves(single), fused: withoutCurves(fused) },
    failureToAcquire,
    quality: quality && {
      refusedGoodPictures: quality.refused,
      coveredEyes: quality.covered,
      spoiltPictures: quality.spoilt,
      thresholds: quality.thresholds,
    },
    liveness: attacks && { synthetic: true, attacks },
    numericChecks: models,
    limits: LIMITS,
  };
}

/** The curves of the groups are in the plot. */
const withoutCurves = <T extends Operating>(operating: T) => ({
  ...operating,
  groups: operating.groups.map(({ det: _det, ...rates }) => rates),
});

const LIMITS = [
  'The people in the data are not cardholders in Japan, and the pictures are not chip photos and selfies: the rates may be better or worse for those.',
  'The references were made to look like what a chip holds; none comes from a chip.',
  'People of the data may have been in the training data of the embedding model, which its author does not disclose.',
  'Thresholds, mean embeddings and rates come from the same people.',
  'Groups were told apart by names alone; who has no telling name is in none. Few people carry the tail of a small group: its bound is over pairs of people.',
  'Somebody else within five tries: five times the rate of one, as if no two tries were alike; true tries of one face are, so the rate is lower.',
  'Frames of one presentation are more alike than the different pictures that were fused here: the gain of fusion is an upper bound, and so is what fusion does for the false match rate.',
  'Nothing was measured for children, for twins and other relatives, or over the ten years that a photo may be old.',
  'Head turns and attacks are synthetic. The liveness check is no presentation attack detection in the sense of ISO/IEC 30107.',
];

const COLOURS = ['#0b62c4', '#c4550b', '#0b8f4d', '#8a2be2', '#b00040', '#5a6b00'];

/** One picture, by group; fused, of all: few people have the pictures for it, and fewer of them are refused. */
function plotOf({ single, fused }: CalibrationFigures): string {
  const curves = [
    ...single.groups.map(({ group, det }) => ({ name: `${group}, one picture`, points: det })),
    { name: `all, ${fused.frames} fused`, points: fused.det },
  ];
  return detPlot(curves.map((curve, at) => ({ ...curve, colour: COLOURS[at % COLOURS.length]! })));
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
