import { NOT_RUN, table } from './markdown.ts';
import type { Measured } from './tables.ts';

export interface Memory {
  count: number;
  series: { verifications: number; isolateMb: number; heldMb?: number; processMb: number }[];
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
