import {
  bootstrapByPerson,
  cautiousThresholdAt,
  detCurve,
  equalErrorRate,
  shareFrom,
  thresholdAt,
  upperBound,
  type DetPoint,
  type Share,
} from './statistics.ts';
import { within, type Groups } from './groups.ts';
import { genuineScores, impostorScores, strangers, type Template } from './population.ts';

/** Of strangers in the worst group no more than this share pass for one person from frame to frame. */
const SPLICED = 0.0025;

/** The rate at which two strangers may be taken for one person, in every group that was measured. */
export const FALSE_MATCH_RATE = 1e-4;
/** Free tries before the first pause: what one transaction is, for a person and for somebody else with their card. */
const TRIES = 5;
/** NIST SP 800-63A-4: no group may fare worse than all people by more than this. */
const MOST_WORSE = 1.25;

/** What one kind of comparison does to one group at the threshold fixed for all. */
export interface GroupRates {
  group: string;
  people: number;
  impostors: number;
  /** Of comparisons of different people of the group. */
  fmr: number;
  /** Upper 95 % bound, over pairs of people instead of comparisons: those of one pair are not independent. */
  fmrAtMost: number;
  /** The threshold at which the group's own rate would be `FALSE_MATCH_RATE`. */
  ownThreshold: number;
  genuine: number;
  /** People are drawn for the interval. */
  fnmr: Share;
  /** Somebody else within five tries, as if no two of them were alike; and its upper 95 % bound. */
  transactionFmr: number;
  transactionFmrAtMost: number;
  /** People all of whose comparisons, five at most, are refused. */
  transactionFnmr: Share;
  /** Within a quarter of the rates of all people. */
  withinQuarter: { fmr: boolean; fnmr: boolean };
  det: DetPoint[];
}

/** What one kind of comparison does at the threshold fixed for it. */
export interface Operating {
  threshold: number;
  /** The group whose strangers decided it. */
  decidedBy: string;
  people: number;
  genuine: number;
  impostors: number;
  fmr: number;
  /** All of a person's comparisons count as one person's; people are drawn for the interval. */
  fnmr: Share;
  /** The same with every person weighing as much as any other. */
  fnmrByPerson: number;
  equalErrorRate: number;
  det: DetPoint[];
  groups: GroupRates[];
}

interface Comparisons {
  group: string;
  references: readonly Template[];
  probes: readonly Template[];
  impostors: Float32Array;
  /** Of each person who has any. */
  genuine: readonly number[][];
}

/** Fixes the threshold on strangers of every group, the worst deciding, then counts refusals of the same people. */
export function operate(
  references: readonly Template[],
  probes: readonly Template[],
  groups: Groups,
): Operating {
  const all = compare('all', references, probes);
  const each = groups.names.map((group) =>
    compare(group, within(references, groups, group), within(probes, groups, group)),
  );
  const [worst] = [all, ...each].toSorted((a, b) => ownThreshold(b) - ownThreshold(a));
  const threshold = ownThreshold(worst!);
  const overall = ratesOf(all, threshold);
  const refused = refusals(all, threshold);
  return {
    threshold,
    decidedBy: worst!.group,
    people: overall.people,
    genuine: overall.genuine,
    impostors: overall.impostors,
    fmr: overall.fmr,
    fnmr: overall.fnmr,
    fnmrByPerson:
      refused.reduce((sum, trials) => sum + trials.filter(Boolean).length / trials.length, 0) /
      refused.length,
    equalErrorRate: equalErrorRate(sorted(all), all.impostors),
    det: overall.det,
    groups: [overall, ...each.map((one) => ratesOf(one, threshold))].map((rates) => ({
      ...rates,
      withinQuarter: {
        fmr: rates.fmr <= MOST_WORSE * overall.fmr,
        fnmr: rates.fnmr.value <= MOST_WORSE * overall.fnmr.value,
      },
    })),
  };
}

/** The score that two frames of one presentation reach, as strangers' pictures seldom do in any group. */
export function samePersonThreshold(probes: readonly Template[], groups: Groups): number {
  const each = [probes, ...groups.names.map((group) => within(probes, groups, group))];
  return Math.max(
    ...each
      .map((people) => impostorScores(people, people))
      .filter(({ length }) => length > 0)
      .map((strangers) => thresholdAt(strangers, SPLICED)),
  );
}

const compare = (
  group: string,
  references: readonly Template[],
  probes: readonly Template[],
): Comparisons => ({
  group,
  references,
  probes,
  impostors: impostorScores(references, probes),
  genuine: genuineScores(references, probes),
});

const ownThreshold = ({ impostors }: Comparisons): number =>
  impostors.length === 0 ? Number.NEGATIVE_INFINITY : cautiousThresholdAt(impostors, FALSE_MATCH_RATE);

const sorted = ({ genuine }: Comparisons): Float32Array => Float32Array.from(genuine.flat()).sort();

const refusals = ({ genuine }: Comparisons, threshold: number): boolean[][] =>
  genuine.map((scores) => scores.map((score) => score < threshold));

function ratesOf(one: Comparisons, threshold: number): Omit<GroupRates, 'withinQuarter'> {
  const { group, references, probes, impostors } = one;
  const refused = refusals(one, threshold);
  const { pairs, taken } = strangers(references, probes, threshold);
  const [fmr, fmrAtMost] = [shareFrom(impostors, threshold), upperBound(taken, pairs)];
  return {
    group,
    people: one.genuine.length,
    impostors: impostors.length,
    fmr,
    fmrAtMost,
    ownThreshold: ownThreshold(one),
    genuine: one.genuine.flat().length,
    fnmr: bootstrapByPerson(refused),
    transactionFmr: Math.min(1, TRIES * fmr),
    transactionFmrAtMost: Math.min(1, TRIES * fmrAtMost),
    transactionFnmr: bootstrapByPerson(refused.map((trials) => [trials.slice(0, TRIES).every(Boolean)])),
    det: detCurve(sorted(one), impostors),
  };
}
