import { parseArgs } from 'node:util';
import type { MatcherRpc } from '#schema/contract/face.ts';
import { benchPictures } from '#wasm/lab/bench/pictures.ts';
import { memoryOf, startMatcher } from '#wasm/lab/bench/workerd.ts';
import { progress } from '#wasm/calibration/progress.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { bombs } from './bombs.ts';
import { mutated } from './mutate.ts';

/*
 * `npm run lab -- face:fuzz [--count 20000] [--seed 1] [--record]`: broken pictures and bombs against the matcher in
 * workerd, over RPC. Fails at the first that makes it throw, crash or think too long for sixteen pictures, and if good
 * pictures in between do not get the very same answer as before.
 */
const PATIENCE_MS = 30_000;
const BETWEEN = 40;
const FRAMES = 8;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      record: { type: 'boolean' },
    },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  const { jpeg, jpeg2000 } = await benchPictures();
  const { rpc, workerd, stop } = await startMatcher();
  const asked = new Questions();
  try {
    const explosive = await bombs(jpeg, jpeg2000);
    for (const [name, file] of Object.entries(explosive)) await asked.ask(name, () => throwBoth(rpc, file));
    const tell = progress('fuzz', count);
    const before = await goodAnswer(rpc, jpeg, jpeg2000);
    for (let number = 0; number < count; number += 2 * FRAMES) {
      const what = `mutation ${number} of seed ${seed}`;
      if (number % (2 * FRAMES * BETWEEN) === 0 && (await goodAnswer(rpc, jpeg, jpeg2000)) !== before)
        throw new Error(`${what}: good pictures are answered otherwise`);
      await asked.ask(what, () => throwBatch(rpc, jpeg, jpeg2000, seed, number));
      tell(Math.min(count, number + 2 * FRAMES));
    }
    if ((await goodAnswer(rpc, jpeg, jpeg2000)) !== before)
      throw new Error('good pictures are answered otherwise');
    const { peak } = await memoryOf(workerd);
    const { answers, slowest } = asked;
    const sizes = { slowestMs: Math.round(slowest), peakMb: Math.round(peak) };
    const figures = { count, seed, bombs: Object.keys(explosive).length, answers, ...sizes };
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    await recordFigures('fuzz', figures);
  } finally {
    await stop();
  }
}

/** Counts answers and the longest wait, and gives up on one that does not come. */
class Questions {
  readonly answers: Record<string, number> = {};
  slowest = 0;

  async ask(what: string, work: () => Promise<string[]>): Promise<void> {
    const began = performance.now();
    const timeout = new Promise<never>((_, reject) => {
      setTimeout(reject, PATIENCE_MS, new Error('no answer')).unref();
    });
    try {
      for (const answer of await Promise.race([work(), timeout]))
        this.answers[answer] = (this.answers[answer] ?? 0) + 1;
    } catch (error) {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    }
    this.slowest = Math.max(this.slowest, performance.now() - began);
  }
}

/** Eight broken JPEGs as one presentation, eight broken JPEG 2000 files as chip photos. */
async function throwBatch(
  matcher: MatcherRpc,
  jpeg: Uint8Array,
  jpeg2000: Uint8Array,
  seed: number,
  first: number,
): Promise<string[]> {
  const images = Array.from({ length: FRAMES }, (_, k) => mutated([jpeg], seed, first + k));
  const photos = Array.from({ length: FRAMES }, (_, k) => mutated([jpeg2000], seed, first + FRAMES + k));
  const facts = await matcher.examine({
    reference: new Float32Array(512).fill(0.04),
    frames: images.map((image, k) => ({ image, capturedAt: 500 * k })),
    steps: ['left', 'up', 'nearer'],
  });
  const references: string[] = [];
  for (const photo of photos) references.push((await matcher.embedReference(photo)).reasons[0] ?? 'usable');
  return [...facts.frames.map(({ reasons }) => reasons[0] ?? 'usable'), ...references];
}

async function goodAnswer(matcher: MatcherRpc, jpeg: Uint8Array, jpeg2000: Uint8Array): Promise<string> {
  const { embedding } = await matcher.embedReference(jpeg2000);
  const frames = [{ image: jpeg, capturedAt: 0 }];
  return JSON.stringify(await matcher.examine({ reference: embedding!, frames, steps: ['left'] }));
}

async function throwBoth(matcher: MatcherRpc, file: Uint8Array): Promise<string[]> {
  const facts = await matcher.examine({
    reference: new Float32Array(0),
    frames: [{ image: file, capturedAt: 0 }],
    steps: [],
  });
  const { reasons } = await matcher.embedReference(file);
  return [facts.frames[0]!.reasons[0] ?? 'usable', reasons[0] ?? 'usable'];
}

await main();
