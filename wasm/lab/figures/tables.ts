import type { CalibrationFigures } from '#wasm/lab/evaluation/calibrate.ts';
import type { Share } from '#wasm/lab/evaluation/statistics.ts';
import type { Thresholds } from '#wasm/quality/thresholds.ts';

interface Memory {
  count: number;
  series: { verifications: number; isolateMb: number; heldMb?: number; processMb: number }[];
}

/** What the commands recorded; null where a command was not run. */
export interface Measured {
  calibration: CalibrationFigures;
  quality: {
    pictures: number;
    refused: { all: Share; byReason: Record<string, Share> };
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
  models: { model: string; against: string; difference: number; largest: number }[] | null;
  bench: {
    rows: { what: string; milliseconds: Record<string, number>; toWeb: number; toNative: number }[];
  } | null;
  first: { rounds: number; rows: { kind: string; first: number; warm: number; over: number }[] } | null;
  memory: Memory | null;
  memoryHonest: Memory | null;
  fuzz: { count: number; seed: number; bombs: number; slowestMs: number; peakMb: number } | null;
}

const NOT_RUN = 'Not measured yet.';
const percent = (value: number, digits = 2): string => `${(100 * value).toFixed(digits)} %`;
const interval = ({ value, low, high }: Share): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;

function table(head: string[], rows: string[][]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The model card's tables by the name of their place in it. */
export function tables(measured: Measured): Record<string, string> {
  return {
    comparison: comparison(measured.calibration),
    groups: groupTable(measured.calibration),
    quality: quality(measured.quality),
    spoilt: spoilt(measured.quality),
    attacks: attacks(measured.attacks),
    models: models(measured.models),
    bench: bench(measured.bench),
    first: first(measured.first),
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
      rate(one.transactionFmr),
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
    'FMR of five tries, at most',
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

function spoilt(figures: Measured['quality']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['spoilt by', 'right reason', 'refused', 'with that reason', 'no face found'],
    figures.spoilt.map(({ how, expected, refused, named, noFace }) => [
      how,
      expected,
      ...[refused, named, noFace].map(({ value }) => percent(value, 0)),
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

function bench(figures: Measured['bench']): string {
  if (!figures) return NOT_RUN;
  return table(
    [
      '',
      'workerd ms',
      'onnxruntime-web in Node ms',
      'native, one thread, ms',
      'workerd to web',
      'workerd to native',
    ],
    figures.rows.map(({ what, milliseconds, toWeb, toNative }) => [
      what,
      ...['workerd', 'web', 'native'].map((place) => milliseconds[place]!.toFixed(1)),
      `${toWeb.toFixed(2)} ×`,
      `${toNative.toFixed(2)} ×`,
    ]),
  );
}

function first(figures: Measured['first']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['a fresh isolate', 'first match, ms', 'warm, ms', 'more'],
    figures.rows.map(({ kind, first, warm, over }) => [
      kind,
      first.toFixed(0),
      warm.toFixed(0),
      `+${over.toFixed(0)} ms`,
    ]),
  );
}

function memoryLine({ count, series }: Memory, what: string): string {
  const sizes = series.map(({ isolateMb }) => isolateMb);
  const [first, last] = [series[0]!, series.at(-1)!];
  return (
    `* ${count.toLocaleString('en')} verifications, ${what}: found in the isolate ${first.isolateMb} MB in the first sample, ` +
    `${last.isolateMb} MB in the last, ${Math.max(...sizes)} MB at most; held after a collection ${first.heldMb} MB, then ${last.heldMb} MB; ` +
    `the workerd process ${first.processMb} MB, then ${last.processMb} MB.`
  );
}

function robustness({ memory, memoryHonest, fuzz }: Measured): string {
  const lines: string[] = [];
  if (memoryHonest) lines.push(memoryLine(memoryHonest, 'honest pictures'));
  if (memory) lines.push(memoryLine(memory, 'every fourth with hostile pictures'));
  if (fuzz)
    lines.push(
      `* ${fuzz.count.toLocaleString('en')} broken pictures (seed ${fuzz.seed}) and ${fuzz.bombs} bombs: no throw, no crash, no changed answer for good pictures in between; the slowest sixteen together took ${(fuzz.slowestMs / 1000).toFixed(1)} s.`,
    );
  return lines.join('\n') || NOT_RUN;
}
