import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-web/wasm';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { packageFolder } from '#wasm/models/packages.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import type { OpenSession } from '#wasm/runtime/port.ts';
import { ortSessions, sessionOf } from '#wasm/runtime/ort.ts';
import { benchPictures } from './pictures.ts';
import { prepareStages, STAGES, type Stage } from './stages.ts';
import { processorTime, startWorker } from './workerd.ts';

/*
 * `npm run lab -- face:bench [--record]`: one verification (chip photo in JPEG 2000, selfie in JPEG) and each of its stages
 * in workerd, in Node with onnxruntime-web and in Node with native ONNX Runtime on one thread, by turns. Counted is the time
 * on a processor, which a busy machine spoils less. Only the ratios mean anything on another machine.
 */
const ROUNDS = 10;
/** Runs in one call, so that the way into workerd does not count. */
const TIMES = 8;
const WARM_UP = 4;
const PLACES = ['workerd', 'web', 'native'] as const;
type Place = (typeof PLACES)[number];

interface StageRpc {
  prepare(jpeg: Uint8Array, jpeg2000: Uint8Array): Promise<void>;
  run(stage: Stage, times: number): Promise<void>;
}

interface Row {
  what: string;
  milliseconds: Record<Place, number>;
  toWeb: number;
  toNative: number;
}

async function main(): Promise<void> {
  const rows = await eachStage(await benchPictures());
  process.stdout.write(`${'ms'.padEnd(20)}  workerd    web native   workerd/web workerd/native\n`);
  for (const { what, milliseconds, toWeb, toNative } of rows) {
    const times = PLACES.map((place) => milliseconds[place].toFixed(1).padStart(7)).join('');
    const ratios = `${toWeb.toFixed(2).padStart(8)} ${toNative.toFixed(2).padStart(11)}`;
    process.stdout.write(`${what.padEnd(20)}  ${times}   ${ratios}\n`);
  }
  await recordFigures('bench', { rounds: ROUNDS, times: TIMES, rows });
}

/** ONNX Runtime as native code, one thread, for comparison alone: 110 MB that are fetched when first asked for. */
const nativeSessions: OpenSession = async (model) => {
  const { InferenceSession, Tensor } = createRequire(import.meta.url)(
    packageFolder('onnxruntime-node'),
  ) as typeof Ort;
  const threads = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  return sessionOf(await InferenceSession.create(model, threads), Tensor);
};

async function eachStage({ jpeg, jpeg2000 }: Awaited<ReturnType<typeof benchPictures>>): Promise<Row[]> {
  const running = await startWorker<StageRpc>('wasm/lab/bench/worker/wrangler.toml', 'Stages');
  try {
    await running.rpc.prepare(jpeg, jpeg2000);
    const web = await prepareStages(nodeRuntime, ortSessions(nodeRuntime), jpeg, jpeg2000);
    const native = await prepareStages(nodeRuntime, nativeSessions, jpeg, jpeg2000);
    const repeat = (run: () => Promise<unknown>) => async () => {
      for (let time = 0; time < TIMES; time++) await run();
    };
    const rows: Row[] = [];
    for (const stage of STAGES) {
      rows.push(
        await byTurns(
          stage,
          {
            workerd: () => running.rpc.run(stage, TIMES),
            web: repeat(web[stage]),
            native: repeat(native[stage]),
          },
          running.workerd,
        ),
      );
    }
    return rows;
  } finally {
    await running.stop();
  }
}

/** Each place once in every round, so that a busy machine slows all of them alike. */
async function byTurns(
  what: string,
  work: Record<Place, () => Promise<unknown>>,
  workerd: number,
): Promise<Row> {
  const taken: Record<Place, number[]> = { workerd: [], web: [], native: [] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const place of PLACES) {
      const clock = (): Promise<number> => processorTime(place === 'workerd' ? workerd : process.pid);
      const began = await clock();
      await work[place]();
      if (round >= 0) taken[place].push(((await clock()) - began) / TIMES);
    }
  }
  const milliseconds = {
    workerd: quiet(taken.workerd),
    web: quiet(taken.web),
    native: quiet(taken.native),
  };
  const { web, native } = milliseconds;
  const here = milliseconds.workerd;
  return { what, milliseconds, toWeb: here / web, toNative: here / native };
}

/** The round that only a tenth beat: other work on the machine disturbs it least. */
const quiet = (values: number[]): number => values.sort((p, q) => p - q)[Math.floor(values.length / 10)]!;

await main();
