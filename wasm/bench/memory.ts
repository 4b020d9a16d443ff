import { parseArgs } from 'node:util';
import type { MatcherRpc } from '#schema/contract/face.ts';
import { progress } from '../evaluation/progress.ts';
import { recordFigures } from '../figures/record.ts';
import { bombs } from '../fuzz/bombs.ts';
import { mutated } from '../fuzz/mutate.ts';
import { benchPictures } from './pictures.ts';
import { isolateMemory } from './isolate.ts';
import { memoryOf, startWorker } from './workerd.ts';

/*
 * `npm run face:memory -- [--count 1000] [--record]`: verifications in workerd, every fourth with a hostile picture. Memory is
 * what the matcher's isolate holds (objects, buffers, WebAssembly's linear memory), which is what a Worker is limited by;
 * next to it the resident size of the whole workerd process, with its own code, compiled WebAssembly and all else.
 */
const SAMPLES = 20;

type Measured = MatcherRpc & { linearMemory(): Promise<number[]> };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '1000' }, record: { type: 'boolean' } },
  });
  const count = Number(values.count);
  const { jpeg, jpeg2000 } = await benchPictures();
  const hostile = Object.values(await bombs(jpeg, jpeg2000));
  const { rpc, workerd, inspector, stop } = await startWorker<Measured>(
    'workers/matcher/bench/wrangler.toml',
    'MeasuredMatcher',
  );
  try {
    const empty = Math.round((await memoryOf(workerd)).resident);
    const tell = progress('verifications', count);
    const series: object[] = [];
    let reference: Float32Array | null = null;
    for (let number = 0; number < count; number++) {
      const bad = number % 8 === 3 ? hostile[number % hostile.length]! : mutated([jpeg, jpeg2000], 5, number);
      if (number % 4 === 3) await rpc.embedReference(bad);
      reference = (await rpc.embedReference(jpeg2000)).embedding ?? reference;
      const frames = [jpeg, number % 4 === 3 ? bad : jpeg].map((image, at) => ({
        image,
        capturedAt: 600 * at,
      }));
      await rpc.examine({ reference: reference!, frames, steps: ['left', 'up', 'down'] });
      if ((number + 1) % Math.ceil(count / SAMPLES) === 0) series.push(await sampled(number + 1));
      tell(number + 1);
    }
    const figures = { count, processBeforeFirstMb: empty, series };
    process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
    await recordFigures('memory', figures);
  } finally {
    await stop();
  }

  async function sampled(verifications: number) {
    const linear = await rpc.linearMemory();
    const { resident } = await memoryOf(workerd);
    const counted = await isolateMemory(inspector);
    return {
      verifications,
      isolateMb: megabytes(counted + linear.reduce((sum, size) => sum + size, 0)),
      linearMb: linear.map(megabytes),
      processMb: Math.round(resident),
    };
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / (1024 * 1024));

await main();
