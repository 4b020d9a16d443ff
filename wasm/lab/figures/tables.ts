import type { CalibrationFigures } from '#wasm/calibration/calibrate.ts';
import type { Share } from '#wasm/calibration/statistics.ts';
import { interval, NOT_RUN, percent, table } from './markdown.ts';
import {
  against,
  bench,
  first,
  kernels,
  robustness,
  type KernelFigures,
  region,
  type Memory,
  type RegionFigures,
} from './speed-tables.ts';
import { summary } from './summary.ts';
import type { Thresholds } from '#wasm/quality/thresholds.ts';

/** What the commands recorded; null where a command was not run. */
export interface Measured {
  calibration: CalibrationFigures;
  quality: {
    pictures: number;
    refused: { all: Share; byReason: Record<string, Share> };
    covered: {
      how: string;
      expected: string | null;
      pictures: number;
      refused: Share;
      named: Share;
      noFace: Share;
    }[];
    spoilt: { how: string; expected: string; refused: Share; named: Share; noFace: Share }[];
    thresholds: Thresholds;
  } | null;
  attacks:
    | {
        attack: string;
        how: string;
        tried: number;
        refused: number;
        by: Record<string, number>;
      }[]
    | null;
  cues: {
    heads: number;
    cues: { cue: string; least: number }[];
    rows: { attack: string; tried: number; beyond: number[] }[];
  } | null;
  splice: {
    threshold: number;
    rows: {
      group: string;
      heads: number;
      turned: number;
      lowestHundredth: number;
      refused: number;
      strangers: number;
      taken: number;
    }[];
  } | null;
  models: { model: string; against: string; difference: number; largest: number }[] | null;
  kernels: KernelFigures | null;
  region: RegionFigures | null;
  bench: {
    rows: { what: string; milliseconds: Record<string, number>; toWeb: number; toNative: number }[];
  } | null;
  first: { rounds: number; rows: { kind: string; first: number; warm: number; over: number }[] } | null;
  against: { frames: number; before: number; now: number; ratio: number } | null;
  memory: Memory | null;
  memoryHonest: Memory | null;
  fuzz: { count: number; seed: number; bombs: number; slowestMs: number; peakMb: number } | null;
}

/** The model card's tables by the name of their place in it. */
export function tables(measured: Measured): Record<string, string> {
  return {
    summary: summary(measured),
    comparison: comparison(measured.calibration),
    groups: groupTable(measured.calibration),
    quality: quality(measured.quality),
    spoilt: spoilt(measured.quality),
    attacks: attacks(measured.attacks),
    cues: cues(measured.cues),
    splice: splice(measured.splice),
    models: models(measured.models),
    kernels: kernels(measured.kernels),
    region: region(measured.region),
    bench: bench(measured.bench),
    first: first(measured.first),
    against: against(measured.against),
    robustness: robustness(measured),
  };
}

function comparison(figures: CalibrationFigures): string {
  const { date, data, failureToAcquire, single, fused } = figures;
  const rows = [
    { name: 'one picture', ...single },
    { name: `${fused.frames} pictures fused`, ...fused },
  ].map((one) => [
    one.name,
    `${one.threshold} (decided by ${one.decidedBy})`,
    one.impostors.toLocaleString('en'),
    interval(one.fnmr),
    percent(one.fnmrByPerson),
    `${one.genuine.toLocaleString('en')} of ${one.people}`,
    percent(one.equalErrorRate),
  ]);
  const head = [
    'probe',
    'threshold',
    'different people compared',
    'FNMR (95 %)',
    'each person alike',
    'same people compared',
    'EER',
  ];
  return [
    `${date}. ${data.references.toLocaleString('en')} references, ${data.probes.toLocaleString('en')} probes: ${data.description}.`,
    `Failure to acquire: references ${interval(failureToAcquire.references)}, probes ${interval(failureToAcquire.probes)}.`,
    '',
    table(head, rows),
  ].join('\n');
}

const rate = (value: number): string => (value === 0 ? '0' : value.toExponential(1));
const metOrNot = (met: boolean): string => (met ? 'met' : '**not met**');

/** What the thresholds do to each group. */
function groupTable({ single, fused }: CalibrationFigures): string {
  const rows = [
    { name: 'one picture', groups: single.groups },
    { name: `${fused.frames} fused`, groups: fused.groups },
  ].flatMap(({ name, groups }) =>
    groups.map((one) => [
      one.group,
      name,
      `${one.people}`,
      `${rate(one.fmr)} of ${one.impostors.toLocaleString('en')}`,
      rate(one.fmrAtMost),
      `${rate(one.transactionFmr)} (${rate(one.transactionFmrAtMost)})`,
      interval(one.fnmr),
      interval(one.transactionFnmr),
      `${metOrNot(one.withinQuarter.fmr)}, ${metOrNot(one.withinQuarter.fnmr)}`,
    ]),
  );
  const head = [
    'group',
    'probe',
    'people',
    'FMR',
    'FMR at most (95 %, pairs of people)',
    'FMR of five tries (95 %, at most)',
    'FNMR (95 %)',
    'FNMR of five tries (95 %)',
    'no quarter worse than all: FMR, FNMR',
  ];
  return table(head, rows);
}

function quality(figures: Measured['quality']): string {
  if (!figures) return NOT_RUN;
  const { refused, pictures } = figures;
  const rows = Object.entries(refused.byReason).map(([reason, share]) => [reason, interval(share)]);
  return table(
    ['reason', `of ${pictures.toLocaleString('en')} good pictures`],
    [['**any**', interval(refused.all)], ...rows],
  );
}

/** Real pictures first, with how many there are; few they are. */
function spoilt(figures: Measured['quality']): string {
  if (!figures) return NOT_RUN;
  const real = figures.covered.map(({ how, pictures, ...one }) => ({
    ...one,
    how: `**real: ${how}** (${pictures})`,
  }));
  return table(
    ['spoilt by', 'right reason', 'refused (95 %)', 'with that reason', 'no face found'],
    [...real, ...figures.spoilt].map(({ how, expected, refused, named, noFace }) => [
      how,
      expected ?? 'none',
      interval(refused, 0),
      expected ? percent(named.value, 0) : '–',
      percent(noFace.value, 0),
    ]),
  );
}

function attacks(figures: Measured['attacks']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['attack', 'how', 'refused', 'by'],
    figures.map(({ attack, how, tried, refused, by }) => [
      attack,
      how,
      `${refused} of ${tried}`,
      Object.keys(by).join(', ') || '**not caught**',
    ]),
  );
}

/** How many of each attack a threshold would refuse that refuses none of the heads. */
function cues(figures: Measured['cues']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['attack', ...figures.cues.map(({ cue }) => cue)],
    figures.rows.map(({ attack, tried, beyond }) => [
      attack,
      ...beyond.map((count) => `${count} of ${tried}`),
    ]),
  );
}

function splice(figures: Measured['splice']): string {
  if (!figures) return NOT_RUN;
  return table(
    [
      'heads of',
      'turned',
      'lowest hundredth of the same person',
      `refused at ${figures.threshold}`,
      'strangers, one turned',
      'taken for one',
    ],
    figures.rows.map(({ group, turned, lowestHundredth, refused, strangers, taken }) => [
      group,
      `${turned}`,
      lowestHundredth.toFixed(2),
      percent(refused),
      strangers.toLocaleString('en'),
      percent(taken, 3),
    ]),
  );
}

function models(figures: Measured['models']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['model', 'against', 'largest difference', 'of largest output'],
    figures.map(({ model, against, difference, largest }) => [
      model,
      against,
      difference.toExponential(1),
      largest.toPrecision(3),
    ]),
  );
}
