import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { QualityReason } from '#schema/contract/face.ts';
import { decodeImage } from '#wasm/decode/decode.ts';
import { progress } from '#wasm/calibration/progress.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { PROBE, type Thresholds } from '#wasm/quality/thresholds.ts';
import type { Measures } from '#wasm/quality/measures.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { openModel } from '#wasm/manifest.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import { glance, type Finders, type Sight as Seen } from '#wasm/sight.ts';
import { SPOILERS } from './spoil.ts';
import { wilson, type Share } from '#wasm/calibration/statistics.ts';

/*
 * `npm run lab -- face:quality --images DIR [--covered FILE] [--spoil 150] [--record]`: what share of good probe pictures each
 * reason refuses, and what share of pictures spoilt in a known way it catches. Spoilt pictures are synthetic; FILE names, a line
 * each, those of the pictures whose eyes are really covered: they are counted apart.
 */
const codecs = wasmCodecs(nodeRuntime);

type Sight = Pick<Seen, 'reasons' | 'found'>;

interface Spoilt {
  how: string;
  expected: QualityReason;
  /** Refused at all, refused as it should be, and refused because no face was found any more. */
  refused: Share;
  named: Share;
  noFace: Share;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      images: { type: 'string' },
      covered: { type: 'string' },
      spoil: { type: 'string', default: '150' },
      record: { type: 'boolean' },
    },
  });
  if (!values.images)
    throw new Error('usage: npm run lab -- face:quality --images DIR [--spoil N] [--record]');
  const files = (await readdir(values.images)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  const covered = new Set(values.covered ? (await readFile(values.covered, 'utf8')).split(/\s+/) : []);
  const finders = await openFinders();
  const good = await seeAll(
    finders,
    values.images,
    files.filter((file) => !covered.has(file)),
  );
  const hidden = await seeAll(
    finders,
    values.images,
    files.filter((file) => covered.has(file)),
  );
  const step = Math.max(1, Math.floor(files.length / Number(values.spoil)));
  const spoilt = await spoilAll(
    finders,
    values.images,
    files.filter((_, index) => index % step === 0),
  );
  const figures = {
    pictures: good.length,
    refused: refusals(good),
    covered: covered.size > 0 ? coveredOf(hidden) : null,
    spoilt,
    thresholds: PROBE,
    spread: spreadOf(good),
  };
  print(figures);
  await recordFigures('quality', figures);
}

async function openFinders(): Promise<Finders> {
  const open = ortSessions(nodeRuntime);
  return {
    detector: await openModel(nodeRuntime, open, 'detector'),
    landmarks: await openModel(nodeRuntime, open, 'landmarks'),
  };
}

const decode = async (folder: string, file: string) =>
  decodeImage(codecs, new Uint8Array(await readFile(join(folder, file))));

async function seeAll(finders: Finders, folder: string, files: readonly string[]): Promise<Sight[]> {
  const tell = progress('good   ', files.length);
  const sights: Sight[] = [];
  for (const [index, file] of files.entries()) {
    const raster = await decode(folder, file);
    sights.push(raster ? await glance(finders, raster, PROBE) : { reasons: ['undecodable'], found: null });
    tell(index + 1);
  }
  return sights;
}

async function spoilAll(finders: Finders, folder: string, files: readonly string[]): Promise<Spoilt[]> {
  const tell = progress('spoilt ', SPOILERS.length * files.length);
  const results: Spoilt[] = [];
  let done = 0;
  for (const { name, reason, spoil } of SPOILERS) {
    const answers: QualityReason[][] = [];
    for (const file of files) {
      const raster = await decode(folder, file);
      const before = raster && (await glance(finders, raster, PROBE));
      if (raster && before?.found && before.reasons.length === 0)
        answers.push((await glance(finders, spoil(raster, before.found), PROBE)).reasons);
      tell((done += 1));
    }
    results.push({ how: name, expected: reason, ...judged(answers, reason) });
  }
  return results;
}

/** Of pictures whose eyes are really covered. */
function coveredOf(sights: readonly Sight[]) {
  return {
    pictures: sights.length,
    ...judged(
      sights.map(({ reasons }) => reasons),
      'eyes-covered',
    ),
  };
}

function judged(answers: readonly QualityReason[][], reason: QualityReason) {
  const share = (is: (reasons: QualityReason[]) => boolean): Share =>
    wilson(answers.filter(is).length, answers.length);
  return {
    refused: share((reasons) => reasons.length > 0),
    named: share((reasons) => reasons.includes(reason)),
    noFace: share((reasons) => reasons.includes('no-face')),
  };
}

function refusals(sights: readonly Sight[]) {
  const counts: Partial<Record<QualityReason, number>> = {};
  for (const reason of sights.flatMap(({ reasons }) => reasons)) counts[reason] = (counts[reason] ?? 0) + 1;
  return {
    all: wilson(sights.filter(({ reasons }) => reasons.length > 0).length, sights.length),
    byReason: Object.fromEntries(
      Object.entries(counts).map(([reason, n]) => [reason, wilson(n, sights.length)]),
    ),
  };
}

const QUANTILES = [0.001, 0.005, 0.01, 0.5, 0.99, 0.995, 0.999];

/** Where good pictures lie on each measure: the ground on which the thresholds stand. */
function spreadOf(sights: readonly Sight[]): Record<string, number[]> {
  const found = sights.flatMap((sight) => (sight.found ? [sight.found] : []));
  const measures: (keyof Measures)[] = [
    'eyeDistance',
    'brightness',
    'sharpness',
    'eyes',
    'underEyes',
    'mouth',
    'outside',
  ];
  return {
    ...Object.fromEntries(measures.map((name) => [name, quantiles(found.map((one) => one.measures[name]))])),
    yaw: quantiles(found.map(({ pose }) => pose.yaw)),
    pitch: quantiles(found.map(({ pose }) => pose.pitch)),
    roll: quantiles(found.map(({ pose }) => pose.roll)),
  };
}

function quantiles(values: number[]): number[] {
  const sorted = values.sort((p, q) => p - q);
  return QUANTILES.map((share) => Number(sorted[Math.floor(share * (sorted.length - 1))]!.toPrecision(4)));
}

interface Figures {
  pictures: number;
  refused: ReturnType<typeof refusals>;
  covered: ReturnType<typeof coveredOf> | null;
  spoilt: readonly Spoilt[];
  thresholds: Thresholds;
  spread: Record<string, number[]>;
}

const percent = ({ value }: Share): string => `${(100 * value).toFixed(2)} %`.padStart(9);

function print({ pictures, refused, covered, spoilt, spread }: Figures): void {
  const lines = [
    `${pictures} good pictures, refused: ${percent(refused.all)}`,
    ...Object.entries(refused.byReason).map(([reason, share]) => `  ${reason.padEnd(16)} ${percent(share)}`),
    ...(covered ? [`${covered.pictures} with covered eyes, refused: ${percent(covered.refused)}`] : []),
    'spoilt on purpose (synthetic): refused, for the right reason, no face found',
    ...spoilt.map(
      ({ how, refused, named, noFace }) =>
        `  ${how.padEnd(30)} ${percent(refused)} ${percent(named)} ${percent(noFace)}`,
    ),
    `good pictures at ${QUANTILES.join(', ')}`,
    ...Object.entries(spread).map(([name, values]) => `  ${name.padEnd(12)} ${values.join(' ')}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
