import type { MatcherRpc } from '#schema/contract/face.ts';
import { createFaceEngine } from '../engine.ts';
import { recordFigures } from '../figures/record.ts';
import { nativeSessions } from '../runtime/native.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { ortSessions } from '../runtime/ort.ts';
import { benchPictures } from './pictures.ts';
import { prepareStages, STAGES, type Stage } from './stages.ts';
import { startMatcher, startWorker } from './workerd.ts';

/*
 * `npm run face:bench [-- --record]`: one verification (chip photo in JPEG 2000, selfie in JPEG) and each of its stages
 * in workerd, in Node with onnxruntime-web and in Node with native ONNX Runtime on one thread, by turns. Only the
 * ratios mean anything on another machine.
 */
const ROUNDS = 40;
const STAGE_ROUNDS = 15;
const STAGE_TIMES = 6;
const WARM_UP = 12;
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
  const pictures = await benchPictures();
  const rows = [await wholeVerification(pictures), ...(await eachStage(pictures))];
  process.stdout.write(`${'median ms'.padEnd(20)}  workerd    web native   workerd/web workerd/native\n`);
  for (const { what, milliseconds, toWeb, toNative } of rows) {
    const times = PLACES.map((place) => milliseconds[place].toFixed(1).padStart(7)).join('');
    process.stdout.write(
      `${what.padEnd(20)}  ${times}   ${toWeb.toFixed(2).padStart(8)} ${toNative.toFixed(2).padStart(11)}\n`,
    );
  }
  await recordFigures('bench', { rounds: ROUNDS, rows });
}

async function wholeVerification({
  jpeg,
  jpeg2000,
}: Awaited<ReturnType<typeof benchPictures>>): Promise<Row> {
  const running = await startMatcher();
  const engines: Record<Place, MatcherRpc> = {
    workerd: running.rpc,
    web: createFaceEngine(nodeRuntime),
    native: createFaceEngine(nodeRuntime, { open: nativeSessions }),
  };
  const verify = (place: Place) => async () => {
    const { embedding } = await engines[place].embedReference(jpeg2000);
    await engines[place].examine({
      reference: embedding!,
      frames: [{ image: jpeg, capturedAt: 0 }],
      steps: ['left'],
    });
  };
  try {
    return await byTurns('whole verification', ROUNDS, 1, {
      workerd: verify('workerd'),
      web: verify('web'),
      native: verify('native'),
    });
  } finally {
    await running.stop();
  }
}

async function eachStage({ jpeg, jpeg2000 }: Awaited<ReturnType<typeof benchPictures>>): Promise<Row[]> {
  const running = await startWorker<StageRpc>('workers/matcher/bench/wrangler.toml', 'Stages');
  try {
    await running.rpc.prepare(jpeg, jpeg2000);
    const web = await prepareStages(nodeRuntime, ortSessions(nodeRuntime), jpeg, jpeg2000);
    const native = await prepareStages(nodeRuntime, nativeSessions, jpeg, jpeg2000);
    const repeat = (run: () => Promise<unknown>) => async () => {
      for (let time = 0; time < STAGE_TIMES; time++) await run();
    };
    const rows: Row[] = [];
    for (const stage of STAGES) {
      rows.push(
        await byTurns(stage, STAGE_ROUNDS, STAGE_TIMES, {
          workerd: () => running.rpc.run(stage, STAGE_TIMES),
          web: repeat(web[stage]),
          native: repeat(native[stage]),
        }),
      );
    }
    return rows;
  } finally {
    await running.stop();
  }
}

/** Each place once in every round, so that a busy machine slows all of them alike. Median of the rounds. */
async function byTurns(
  what: string,
  rounds: number,
  times: number,
  work: Record<Place, () => Promise<unknown>>,
): Promise<Row> {
  const taken: Record<Place, number[]> = { workerd: [], web: [], native: [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const place of PLACES) {
      const began = performance.now();
      await work[place]();
      if (round >= 0) taken[place].push((performance.now() - began) / times);
    }
  }
  const milliseconds = {
    workerd: median(taken.workerd),
    web: median(taken.web),
    native: median(taken.native),
  };
  const { workerd, web, native } = milliseconds;
  return { what, milliseconds, toWeb: workerd / web, toNative: workerd / native };
}

const median = (values: number[]): number => values.sort((p, q) => p - q)[values.length >> 1]!;

await main();
