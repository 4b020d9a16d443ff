import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MatcherRpc, PoseStep } from '#schema/contract/face.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { capturePresentation } from '#wasm/lab/synthetic/capture.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { bundleOf, processorTime, runBundle } from './workerd.ts';

/*
 * `npm run lab -- face:against --checkout DIR [--record]`: the matcher of this checkout and that of another one, each in a
 * workerd of its own, by turns, on one presentation of five frames. Counted is the time that each process had on a processor,
 * which says the same on a busy machine. DIR is a checkout with its packages and models.
 */
const ROUNDS = 24;
const UNTIL_WARM = 6;
const STEPS: PoseStep[] = ['down', 'left', 'nearer'];
const MATCHER = 'workers/matcher/wrangler.toml';

const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { checkout: { type: 'string' }, record: { type: 'boolean' } } });
  if (!values.checkout) throw new Error('usage: npm run lab -- face:against --checkout DIR [--record]');
  const engine = createFaceEngine(nodeRuntime);
  const frames = await capturePresentation(engine, await Promise.all(PICTURES.selfies.map(read)), STEPS);
  const { embedding } = await engine.embedReference(await read(PICTURES.portrait));
  const there = await bundleOf(MATCHER, 'there', resolve(values.checkout));
  const matchers = [
    await runBundle<MatcherRpc>(there, 'Matcher'),
    await runBundle<MatcherRpc>(await bundleOf(MATCHER, 'here'), 'Matcher'),
  ];
  const taken = [0, 0];
  for (let round = -UNTIL_WARM; round < ROUNDS; round++)
    for (const [which, { rpc, workerd }] of matchers.entries()) {
      const began = await processorTime(workerd);
      await rpc.examine({ reference: embedding!, frames, steps: STEPS });
      if (round >= 0) taken[which]! += (await processorTime(workerd)) - began;
    }
  const [before, now] = taken.map((sum) => sum / (ROUNDS * frames.length)) as [number, number];
  process.stdout.write(
    `ms a frame: there ${before.toFixed(1)}, here ${now.toFixed(1)}: ${(now / before).toFixed(3)} ×\n`,
  );
  await recordFigures('against', { rounds: ROUNDS, frames: frames.length, before, now, ratio: now / before });
  for (const { stop } of matchers) await stop();
}

await main();
