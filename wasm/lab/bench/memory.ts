import { parseArgs } from 'node:util';
import { progress } from '#wasm/calibration/progress.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { bombs } from '#wasm/lab/fuzz/bombs.ts';
import { mutated } from '#wasm/lab/fuzz/mutate.ts';
import { benchPictures } from './pictures.ts';
import { heldMemory, isolateMemory } from './isolate.ts';
import { memoryOf, startWorker, type Running } from './workerd.ts';

/*
 * `npm run lab -- face:memory [--count 1000] [--honest] [--record]`: verifications in workerd, every fourth with hostile
 * pictures unless --honest is given. Memory is what is in the matcher's isolate (objects, buffers, WebAssembly's linear
 * memory), which is what a Worker is limited by: as it is found, and after the first and the last block also what is left
 * of it after a collection, which is what is held. Next to it the resident size of the whole workerd process, with its own
 * code, compiled WebAssembly and all else.
 */
const BLOCK = 50;

interface Measured {
  verify(count: number, jpeg: Uint8Array, jpeg2000: Uint8Array, hostile: Uint8Array[]): Promise<void>;
  linearMemory(): Promise<number[]>;
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    honest: { type: 'boolean', default: false },
    record: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const count = Number(values.count);
  const { jpeg, jpeg2000 } = await benchPictures();
  const running = await startWorker<Measured>('wasm/lab/bench/worker/wrangler.toml', 'Measured');
  try {
    const tell = progress('verifications', count);
    const series: Sample[] = [];
    for (let done = 0; done < count; done += BLOCK) {
      await running.rpc.verify(
        BLOCK,
        jpeg,
        jpeg2000,
        values.honest ? [] : await hostile(jpeg, jpeg2000, done),
      );
      const sample = await sampled(running, done + BLOCK);
      const outermost = done === 0 || done + BLOCK >= count;
      series.push(outermost ? { ...sample, heldMb: await held(running) } : sample);
      tell(Math.min(count, done + BLOCK));
    }
    for (const sample of series) process.stdout.write(`${JSON.stringify(sample)}\n`);
    await recordFigures(values.honest ? 'memory-honest' : 'memory', { count, series });
  } finally {
    await running.stop();
  }
}

/** Two bombs and the rest mutations, others in every block. */
async function hostile(jpeg: Uint8Array, jpeg2000: Uint8Array, done: number): Promise<Uint8Array[]> {
  const explosive = Object.values(await bombs(jpeg, jpeg2000));
  const mutations = Array.from({ length: Math.ceil(BLOCK / 4) - 2 }, (_, k) =>
    mutated([jpeg, jpeg2000], 5, done + k),
  );
  const turn = (2 * done) / BLOCK;
  return [explosive[turn % explosive.length]!, explosive[(turn + 1) % explosive.length]!, ...mutations];
}

interface Sample {
  verifications: number;
  isolateMb: number;
  heldMb?: number;
  linearMb: number[];
  processMb: number;
}

async function sampled(
  { rpc, inspector, workerd }: Running<Measured>,
  verifications: number,
): Promise<Sample> {
  const linear = await rpc.linearMemory();
  return {
    verifications,
    isolateMb: megabytes(sum(await isolateMemory(inspector), linear)),
    linearMb: linear.map(megabytes),
    processMb: Math.round((await memoryOf(workerd)).resident),
  };
}

async function held({ rpc, inspector }: Running<Measured>): Promise<number> {
  // What a binding answers is no whole promise: it can be awaited, and no more.
  const counted = await heldMemory(inspector, async () => void (await rpc.linearMemory()));
  return megabytes(sum(counted, await rpc.linearMemory()));
}

const sum = (counted: number, linear: number[]): number => linear.reduce((all, size) => all + size, counted);

const megabytes = (bytes: number): number => Math.round(bytes / (1024 * 1024));

await main();
