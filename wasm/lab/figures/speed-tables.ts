import { NOT_RUN, table } from './markdown.ts';
import type { Measured } from './tables.ts';

export interface Memory {
  count: number;
  series: { verifications: number; isolateMb: number; heldMb?: number; processMb: number }[];
}

export interface KernelFigures {
  models: { model: string; difference: number; largest: number }[];
  pictures: number;
  /** Of any embedding: 1 less the cosine. */
  embedding: number;
  /** Degrees, of any angle. */
  pose: number;
  /** Pictures that were judged in another way. */
  judgedOtherwise: number;
}

export function bench(figures: Measured['bench']): string {
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

export function first(figures: Measured['first']): string {
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

export function against(figures: Measured['against']): string {
  if (!figures) return NOT_RUN;
  const { before, now, ratio, frames } = figures;
  return table(
    ['ms a frame in workerd', 'before', 'now', 'ratio'],
    [[`${frames} frames`, before.toFixed(1), now.toFixed(1), `${ratio.toFixed(2)} ×`]],
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

export function robustness({ memory, memoryHonest, fuzz }: Measured): string {
  const lines: string[] = [];
  if (memoryHonest) lines.push(memoryLine(memoryHonest, 'honest pictures'));
  if (memory) lines.push(memoryLine(memory, 'every fourth with hostile pictures'));
  if (fuzz)
    lines.push(
      `* ${fuzz.count.toLocaleString('en')} broken pictures (seed ${fuzz.seed}) and ${fuzz.bombs} bombs: no throw, no crash, no changed answer for good pictures in between; the slowest sixteen together took ${(fuzz.slowestMs / 1000).toFixed(1)} s.`,
    );
  return lines.join('\n') || NOT_RUN;
}

export interface RegionFigures {
  rows: {
    passes: 'once' | 'twice';
    frames: number;
    /** Frames that show another movement than with the detector, or none. */
    otherMovement: number;
    /** Furthest that yaw or pitch is from what it is with the detector. */
    degrees: number;
    /** Lowest. */
    presence: number;
  }[];
}

export function region(figures: Measured['region']): string {
  if (!figures) return NOT_RUN;
  return table(
    ['landmarks', 'frames', 'taken for another movement or none', 'angle off by up to', 'lowest presence'],
    figures.rows.map(({ passes, frames, otherMovement, degrees, presence }) => [
      passes,
      String(frames),
      String(otherMovement),
      `${degrees.toFixed(1)}°`,
      presence.toFixed(3),
    ]),
  );
}

/** What the kernels of ONNX Runtime change. */
export function kernels(figures: Measured['kernels']): string {
  if (!figures) return NOT_RUN;
  const { models, pictures, embedding, pose, judgedOtherwise } = figures;
  const rows = models.map(({ model, difference, largest }) => [
    model,
    difference.toExponential(1),
    largest.toPrecision(3),
  ]);
  return (
    `${table(['model', 'largest difference', 'of largest output'], rows)}\n\n` +
    `Of ${pictures.toLocaleString('en')} pictures, no embedding turned by more than ${embedding.toExponential(1)} (1 less the cosine) and ` +
    `no angle of a head by more than ${pose.toExponential(1)} degrees; ${judgedOtherwise} were judged otherwise.`
  );
}
