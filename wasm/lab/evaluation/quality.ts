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
import { readCovered, type Covered } from './covered.ts';
import { SPOILERS } from './spoil.ts';
import { wilson, type Share } from '#wasm/calibration/statistics.ts';

/*
 * `npm run lab -- face:quality --images DIR [--covered FILE] [--spoil 150] [--record]`: what share of good probe pictures each
 * reason refuses, and what share of pictures spoilt in a known way it catches. Spoilt pictures are synthetic; FILE is a CSV with
 * `picture` and `what` of those in which something really covers the face: they are counted apart.
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
  const covered = values.covered ? await readCovered(values.covered) : [];
  const hidden = new Set(covered.flatMap(({ expected, files }) => (expected ? files : [])));
  const finders = await openFinders();
  const sights = await seeAll(finders, values.images, files);
  const good = files.filter((file) => !hidden.has(file)).map((file) => sights.get(file)!);
  const step = Math.max(1, Math.floor(files.length / Number(values.spoil)));
  const spoilt = await spoilAll(
    finders,
    values.images,
    files.filter((_, index) => index % step === 0),
  );
  const figures = {
    pictures: good.length,
    refused: refusals(good),
    covered: covered.map((one) => coveredOf(one, sights)),
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

async function seeAll(
  finders: Finders,
  folder: string,
  files: readonly string[],
): Promise<Map<string, Sight>> {
  const tell = progress('good   ', files.length);
  const sights = new Map<string, Sight>();
  for (const [index, file] of files.entries()) {
    const raster = await decode(folder, file);
    sights.set(
      file,
      raster ? await glance(finders, raster, PROBE) : { reasons: ['undecodable'], found: null },
    );
    tell(index + 1);
  }
  return sights;
}

async function spoilAll(finders: Finders, folder: string, files: readonly string[]): Promise<Spoilt[]> {
  const tell = progress('spoilt ', files.length);
  const answers = SPOILERS.map((): QualityReason[][] => []);
  for (const [index, file] of files.entries()) {
    const raster = await decode(folder, file);
    const before = raster && (await glance(finders, raster, PROBE));
    if (raster && before?.found && before.reasons.length === 0)
      for (const [at, { spoil }] of SPOILERS.entries())
        answers[at]!.push((await glance(finders, spoil(raster, before.found), PROBE)).reasons);
    tell(index + 1);
  }
  return SPOILERS.map(({ name, reason }, at) => ({
    how: name,
    expected: reason,
    ...judged(answers[at]!, reason),
  }));
}

/** Of pictures in which something really covers the face; where nothing that matters is covered, none should be refused. */
function coveredOf({ how, expected, files }: Covered, sights: ReadonlyMap<string, Sight>) {
  const answers = files.map((file) => sights.get(file)?.reasons ?? []);
  return { how, expected, pictures: files.length, ...judged(answers, expected) };
}

function judged(answers: readonly QualityReason[][], reason: QualityReason | null) {
  const share = (is: (reasons: QualityReason[]) => boolean): Share =>
    wilson(answers.filter(is).length, answers.length);
  return {
    refused: share((reasons) => reasons.length > 0),
    named: share((reasons) => reason !== null && reasons.includes(reason)),
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
  covered: readonly ReturnType<typeof coveredOf>[];
  spoilt: readonly Spoilt[];
  thresholds: Thresholds;
  spread: Record<string, number[]>;
}

const percent = ({ value }: Share): string => `${(100 * value).toFixed(2)} %`.padStart(9);

function print({ pictures, refused, covered, spoilt, spread }: Figures): void {
  const lines = [
    `${pictures} good pictures, refused: ${percent(refused.all)}`,
    ...Object.entries(refused.byReason).map(([reason, share]) => `  ${reason.padEnd(16)} ${percent(share)}`),
    ...covered.map(
      ({ how, pictures, refused, named }) => `${pictures} with ${how}: ${percent(refused)} ${percent(named)}`,
    ),
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
