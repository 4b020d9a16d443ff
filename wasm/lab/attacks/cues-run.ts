import { readFile } from 'node:fs/promises';
import type { Frame, PoseStep } from '#schema/contract/face.ts';
import { progress } from '#wasm/calibration/progress.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ATTACKS, victimDoes, type Stage } from './attacks.ts';
import { chooseChallenges, rotated } from './challenges.ts';
import { CUES, type Seen } from './cues.ts';

/*
 * `npm run lab -- face:cues [--record]`: what the server could measure on a presentation beside the sequence, on heads that
 * turn and on every attack. For each cue: how many of an attack lie beyond the head that is least like one, so how many a
 * threshold would refuse that refuses no head. All of it is synthetic.
 */
const HEADS = 20;
const TRIES = 8;

const engine = createFaceEngine(nodeRuntime);
const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));

async function main(): Promise<void> {
  const victim = await Promise.all(PICTURES.selfies.map(read));
  const attacker = [await read(PICTURES.stranger)];
  const stage = (steps: PoseStep[], seed: number): Stage => ({
    engine,
    victim: rotated(victim, seed),
    attacker,
    steps,
    seed,
  });
  const tell = progress('presentations', HEADS + ATTACKS.length * TRIES);
  const heads: number[][] = [];
  for (const [seed, steps] of chooseChallenges(HEADS, 7).entries()) {
    heads.push((await cuesOf(await victimDoes(stage(steps, seed), steps)))!);
    tell(heads.length);
  }
  const least = CUES.map((_, at) => Math.min(...heads.map((cues) => cues[at]!)));
  const rows: { attack: string; tried: number; beyond: number[] }[] = [];
  for (const { name, make } of ATTACKS) {
    const beyond = CUES.map(() => 0);
    for (const [seed, steps] of chooseChallenges(TRIES, 2026).entries()) {
      const cues = await cuesOf(await make(stage(steps, seed)));
      for (const at of beyond.keys()) if (!cues || !(cues[at]! >= least[at]!)) beyond[at]! += 1;
      tell(HEADS + rows.length * TRIES + seed + 1);
    }
    rows.push({ attack: name, tried: TRIES, beyond });
  }
  const cues = CUES.map(({ name }, at) => ({ cue: name, least: least[at]! }));
  for (const { attack, beyond } of rows) process.stdout.write(`${attack.padEnd(38)} ${beyond.join(' ')}\n`);
  await recordFigures('cues', { heads: HEADS, cues, rows });
}

/** Null if a frame shows no face. */
async function cuesOf(frames: readonly Frame[]): Promise<number[] | null> {
  const seen: Seen[] = [];
  for (const { image, capturedAt } of frames) {
    const look = await engine.look(image);
    if (!look?.found) return null;
    seen.push({ mesh: look.found.mesh, raster: look.raster, capturedAt });
  }
  return CUES.map((cue) => cue.of(seen[0]!, seen.slice(1)));
}

await main();
