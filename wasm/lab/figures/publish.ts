import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CalibrationFigures } from '#wasm/calibration/calibrate.ts';
import { LIMITS, servedOf, type Performance } from '#wasm/calibration/performance.ts';
import { written } from '#wasm/calibration/profile-files.ts';
import { MANIFEST } from '#wasm/manifest.ts';
import { detPlot } from './det-plot.ts';
import { readFigures } from './record.ts';
import { tables, type Measured } from './tables.ts';

/*
 * `npm run lab -- face:publish`: what was recorded becomes `schema/contract/biometric-performance.json` (served at
 * /.well-known/biometric-performance.json), the DET plot, and the tables of the model card.
 */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const PERFORMANCE = at('../../../schema/contract/biometric-performance.json');
const PLOT = at('det.svg');
const CARD = at('../../README.md');

/** Every file that is published, by its path, as the recorded figures make it. */
export async function published(): Promise<Record<string, string>> {
  const calibration = await readFigures<CalibrationFigures>('calibration');
  if (!calibration) throw new Error('nothing was recorded yet: npm run lab -- face:calibrate … --record');
  const measured: Measured = {
    calibration,
    quality: await readFigures('quality'),
    attacks: await readFigures('attacks'),
    splice: await readFigures('splice'),
    cues: await readFigures('cues'),
    models: await readFigures('models'),
    kernels: await readFigures('kernels'),
    region: await readFigures('region'),
    bench: await readFigures('bench'),
    first: await readFigures('first'),
    against: await readFigures('against'),
    memory: await readFigures('memory'),
    memoryHonest: await readFigures('memory-honest'),
    fuzz: await readFigures('fuzz'),
  };
  return {
    [PERFORMANCE]: written(performanceOf(measured)),
    [PLOT]: plotOf(calibration),
    [CARD]: withTables(await readFile(CARD, 'utf8'), tables(measured)),
  };
}

/** What an outsider gets to read. */
function performanceOf({ calibration, quality, attacks, models }: Measured): Performance {
  return {
    ...servedOf(MANIFEST, calibration, models),
    quality: quality && {
      refusedGoodPictures: quality.refused,
      coveredFaces: quality.covered,
      spoiltPictures: quality.spoilt,
      thresholds: quality.thresholds,
    },
    liveness: attacks && { synthetic: true, attacks },
    limits: [...OF_THESE_DATA, ...LIMITS],
  };
}

const OF_THESE_DATA = [
  'The people in the data are not cardholders in Japan, and the pictures are not chip photos and selfies: the rates may be better or worse for those.',
  'The references were made to look like what a chip holds; none comes from a chip.',
  'People of the data may have been in the training data of the embedding model, which its author does not disclose.',
  'Groups were told apart by names alone; who has no telling name is in none.',
  'Nothing was measured for children, for twins and other relatives, or over the ten years that a photo may be old.',
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
function withTables(card: string, contents: Record<string, string>): string {
  let whole = card;
  for (const [name, table] of Object.entries(contents)) {
    const marked = new RegExp(`(<!-- figures:${name} -->\n)[^]*?(<!-- /figures -->)`);
    if (!marked.test(whole)) throw new Error(`wasm/README.md has no place for ${name}`);
    whole = whole.replace(marked, (_, open: string, close: string) => `${open}${table}\n${close}`);
  }
  return whole;
}

if (import.meta.main)
  for (const [path, text] of Object.entries(await published())) await writeFile(path, text);
