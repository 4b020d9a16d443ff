import type { ModelIdentity, QualityReason } from '#schema/contract/face.ts';
import type { OperatingPoint } from '#schema/contract/operating-point.ts';
import { scoresOf, type Compared } from './compare.ts';
import type { Observation } from '#wasm/calibration/observe.ts';
import { personOf } from '#wasm/calibration/pairs.ts';
import {
  bootstrapByPerson,
  equalErrorRate,
  shareFrom,
  thresholdAt,
  wilson,
  type Share,
} from '#wasm/calibration/statistics.ts';

interface Evaluated {
  model: ModelIdentity;
  point: OperatingPoint | null;
  frames: boolean;
  compared: readonly Compared[];
  references: Map<string, Observation>;
  probes: Map<string, Observation>;
}

const RATES = { '1e-2': 1e-2, '1e-3': 1e-3, '1e-4': 1e-4 };

/**
 * The figures of one run. A trial whose reference or probes could not be acquired counts as refused. Rates below one
 * over the number of impostor trials mean "no impostor scored higher", and are marked by `resolvable`.
 */
export function reportOf({ model, point, frames, compared, references, probes }: Evaluated) {
  const genuine = scoresOf(compared, true);
  const impostors = scoresOf(compared, false);
  const threshold = point && (frames ? point.fusedThreshold : point.singleThreshold);
  const observations = [...references.values(), ...probes.values()];
  return {
    model,
    operatingPoint: point && { version: point.version, threshold: threshold! },
    trials: {
      genuine: genuine.length,
      impostor: impostors.length,
      picturesPerProbe: mean(compared.map(({ probes }) => probes.length)),
    },
    atOperatingPoint: threshold === null ? null : ratesAt(compared, threshold),
    equalErrorRate: equalErrorRate(genuine, impostors),
    trueAcceptRate: Object.fromEntries(Object.entries(RATES).map(([name, fmr]) => [name, acceptedAt(fmr)])),
    failureToAcquire: {
      reference: failures(references),
      probe: failures(probes),
      all: wilson(count(observations, isMissing), observations.length),
    },
    qualityRefusals: { reference: refusals(references), probe: refusals(probes) },
    millisecondsPerImage: {
      mean: mean(observations.map(({ milliseconds }) => milliseconds)),
      median: median(observations.map(({ milliseconds }) => milliseconds)),
    },
  };

  function acceptedAt(fmr: number) {
    const at = thresholdAt(impostors, fmr);
    return { value: shareFrom(genuine, at), threshold: at, resolvable: fmr * impostors.length >= 1 };
  }
}
export type Report = ReturnType<typeof reportOf>;

function ratesAt(compared: readonly Compared[], threshold: number): { fmr: Share; fnmr: Share } {
  const taken = ({ score }: Compared): boolean => score !== null && score >= threshold;
  const impostors = compared.filter(({ same }) => !same);
  const people = Map.groupBy(
    compared.filter(({ same }) => same),
    ({ reference }) => personOf(reference),
  );
  return {
    fmr: wilson(count(impostors, taken), impostors.length),
    fnmr: bootstrapByPerson([...people.values()].map((trials) => trials.map((trial) => !taken(trial)))),
  };
}

const isMissing = ({ embedding }: Observation): boolean => embedding === null;
const count = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
const median = (values: readonly number[]): number =>
  [...values].sort((p, q) => p - q)[values.length >> 1] ?? 0;

function failures(observed: Map<string, Observation>): Share {
  return wilson(count([...observed.values()], isMissing), observed.size);
}

/** Share of pictures with a face that are refused, for any reason and for each. */
function refusals(observed: Map<string, Observation>) {
  const acquired = [...observed.values()].filter((observation) => !isMissing(observation));
  const reasons = new Map<QualityReason, number>();
  for (const reason of acquired.flatMap((observation) => observation.reasons))
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    all: wilson(
      count(acquired, (observation) => observation.reasons.length > 0),
      acquired.length,
    ),
    byReason: Object.fromEntries([...reasons].map(([reason, times]) => [reason, times / acquired.length])),
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(3)} %`;
const withInterval = ({ value, low, high }: Share): string =>
  `${percent(value)} (95 %: ${percent(low)} to ${percent(high)})`;

export function printReport(report: Report): void {
  const { trials, atOperatingPoint: at, operatingPoint, failureToAcquire, qualityRefusals } = report;
  const lines = [
    `${report.model.profile} ${report.model.digest.slice(0, 12)}`,
    `${trials.genuine} genuine and ${trials.impostor} impostor trials, ${trials.picturesPerProbe.toFixed(1)} pictures a probe`,
    operatingPoint
      ? `threshold ${operatingPoint.threshold} (${operatingPoint.version})`
      : 'no operating point for these weights',
    ...(at ? [`  FMR  ${withInterval(at.fmr)}`, `  FNMR ${withInterval(at.fnmr)}`] : []),
    `equal error rate ${percent(report.equalErrorRate)}`,
    ...Object.entries(report.trueAcceptRate).map(
      ([name, { value, threshold, resolvable }]) =>
        `TAR at FMR ${name}: ${percent(value)} at ${threshold.toFixed(4)}${resolvable ? '' : ' (too few impostors to resolve this rate)'}`,
    ),
    `failure to acquire ${withInterval(failureToAcquire.all)}`,
    `refused for quality: probes ${withInterval(qualityRefusals.probe.all)}, references ${withInterval(qualityRefusals.reference.all)}`,
    `${report.millisecondsPerImage.median.toFixed(1)} ms per image (median), ${report.millisecondsPerImage.mean.toFixed(1)} mean`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
