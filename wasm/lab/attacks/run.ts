import { readFile } from 'node:fs/promises';
import type { PoseStep, PresentationFacts } from '#schema/contract/face.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { progress } from '#wasm/calibration/progress.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { asksUntil } from './asking.ts';
import { chooseChallenges, rotated } from './challenges.ts';
import { ATTACKS, victimDoes, type Stage } from './attacks.ts';

/*
 * `npm run lab -- face:attacks [--record] [--json]`: makes attacks out of pictures and says which the liveness check
 * refuses. Whether the face would match is left aside: the attacker has the right face.
 */
const CHALLENGES = 20;

interface Outcome {
  attack: string;
  how: string;
  tried: number;
  refused: number;
  by: Record<string, number>;
}

const engine = createFaceEngine(nodeRuntime);
const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));

async function main(): Promise<void> {
  const victim = await Promise.all(PICTURES.selfies.map(read));
  const attacker = [await read(PICTURES.stranger)];
  const challenges = chooseChallenges(CHALLENGES, 2026);
  const tell = progress('attacks', ATTACKS.length * challenges.length);
  const outcomes: Outcome[] = [];
  let done = 0;
  for (const { name, how, make } of ATTACKS) {
    const outcome: Outcome = { attack: name, how, tried: 0, refused: 0, by: {} };
    for (const [seed, steps] of challenges.entries()) {
      const stage: Stage = { engine, victim: rotated(victim, seed), attacker, steps, seed };
      count(
        outcome,
        await engine.examine({ reference: new Float32Array(512), frames: await make(stage), steps }),
      );
      tell((done += 1));
    }
    outcomes.push(outcome);
  }
  outcomes.push(await asking(victim, attacker, challenges));
  print(outcomes);
  await recordFigures('attacks', outcomes);
}

/** A recording of the victim, kept back until the server asks for what is on it; whoever asks has the card. */
async function asking(
  victim: Uint8Array[],
  attacker: Uint8Array[],
  challenges: readonly PoseStep[][],
): Promise<Outcome> {
  const how = 'a recording of the victim; whoever has the card asks for a day until its sequence comes';
  const outcome: Outcome = { attack: 'replay, asked until it fits', how, tried: 0, refused: 0, by: {} };
  for (const [seed, steps] of challenges.entries()) {
    if (asksUntil(steps, seed) === null) {
      outcome.tried += 1;
      outcome.refused += 1;
      outcome.by['pauses'] = (outcome.by['pauses'] ?? 0) + 1;
      continue;
    }
    const frames = await victimDoes({ engine, victim: rotated(victim, seed), attacker, steps, seed }, steps);
    count(outcome, await engine.examine({ reference: new Float32Array(512), frames, steps }));
  }
  return outcome;
}

function count(outcome: Outcome, facts: PresentationFacts): void {
  const checks = failedChecks(facts);
  outcome.tried += 1;
  if (checks.length > 0) outcome.refused += 1;
  for (const check of checks) outcome.by[check] = (outcome.by[check] ?? 0) + 1;
}

/** Every check that refuses a presentation; one would do. */
function failedChecks({ frames, liveness }: PresentationFacts): string[] {
  const reasons = frames.flatMap((frame) => frame.reasons).filter((reason) => reason !== 'turned-away');
  // Who is shown is asked of a sequence that was followed, and of no other.
  const several = liveness.followed && !liveness.samePerson;
  const checks = { sequence: !liveness.followed, 'several people': several };
  return [...new Set(reasons), ...Object.entries(checks).flatMap(([name, failed]) => (failed ? [name] : []))];
}

function print(outcomes: readonly Outcome[]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${'attack'.padEnd(38)} refused   by\n`);
  for (const { attack, tried, refused, by } of outcomes) {
    const reasons = Object.entries(by).map(([why, times]) => `${why} ${times}`);
    process.stdout.write(
      `${attack.padEnd(38)} ${`${refused}/${tried}`.padEnd(9)} ${reasons.join(', ') || 'NOT CAUGHT'}\n`,
    );
  }
}

await main();
