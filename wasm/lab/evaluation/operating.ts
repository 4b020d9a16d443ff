import {
  bootstrapByPerson,
  detCurve,
  equalErrorRate,
  shareFrom,
  thresholdAt,
  type DetPoint,
  type Share,
} from './statistics.ts';
import { genuineScores, impostorScores, type Template } from './population.ts';

/** The rate at which two strangers may be taken for one person. */
export const FALSE_MATCH_RATE = 1e-4;

/** What one kind of comparison does at the threshold fixed for it. */
export interface Operating {
  threshold: number;
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
}

/** Fixes the threshold on comparisons of different people, then counts refusals of the same ones. */
export function operate(references: readonly Template[], probes: readonly Template[]): Operating {
  const impostors = impostorScores(references, probes);
  const people = genuineScores(references, probes);
  const genuine = Float32Array.from(people.flat()).sort();
  const threshold = thresholdAt(impostors, FALSE_MATCH_RATE);
  const refused = people.map((scores) => scores.map((score) => score < threshold));
  return {
    threshold,
    people: people.length,
    genuine: genuine.length,
    impostors: impostors.length,
    fmr: shareFrom(impostors, threshold),
    fnmr: bootstrapByPerson(refused),
    fnmrByPerson:
      refused.reduce((sum, trials) => sum + trials.filter(Boolean).length / trials.length, 0) / people.length,
    equalErrorRate: equalErrorRate(genuine, impostors),
    det: detCurve(genuine, impostors),
  };
}
