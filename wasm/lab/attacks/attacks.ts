import type { Frame, PoseStep } from '#schema/contract/face.ts';
import { decodeJpeg } from '#wasm/decode/decode.ts';
import type { Raster } from '#wasm/decode/raster.ts';
import type { FaceEngine } from '#wasm/engine.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { capturePresentation } from '#wasm/lab/synthetic/capture.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';
import { drawHeld, type Hold } from './flat.ts';
import { fromPrint, fromScreen } from './recapture.ts';

export interface Stage {
  engine: FaceEngine;
  /** Portraits of the person the attacker wants to be, and of the attacker. */
  victim: Uint8Array[];
  attacker: Uint8Array[];
  steps: PoseStep[];
  /** Which of the victim's portraits comes first, and how things are held. */
  seed: number;
}

export interface Attack {
  name: string;
  /** What the attacker has and does. */
  how: string;
  make(stage: Stage): Promise<Frame[]>;
}

const codecs = wasmCodecs(nodeRuntime);
const PACE = 900;

const HOLDS: Record<PoseStep, Hold> = {
  left: { yaw: 38 },
  right: { yaw: -38 },
  up: { pitch: 32 },
  down: { pitch: -32 },
  nearer: { nearer: 1.45 },
};

export const ATTACKS: Attack[] = [
  {
    name: 'still photo',
    how: 'one picture of the victim, held still (a trembling hand)',
    make: (stage) => held(stage, () => ({})),
  },
  {
    name: 'photo moved',
    how: 'the same, shifted and tilted in its own plane, brought nearer when asked',
    make: (stage) =>
      held(stage, (step, index) =>
        step === 'nearer' ? HOLDS.nearer : { roll: index % 2 ? 9 : -9, nearer: 1.05 },
      ),
  },
  {
    name: 'photo turned',
    how: 'the same, turned as a board in the direction asked for',
    make: (stage) => held(stage, (step) => HOLDS[step]),
  },
  {
    name: 'photo bent',
    how: 'the same, on curved paper that is slid round in the direction asked for',
    make: (stage) => held(stage, (step) => ({ ...HOLDS[step], bend: 1.1 })),
  },
  {
    name: 'print',
    how: 'the photo turned, printed with halftone dots',
    make: (stage) => held(stage, (step) => HOLDS[step], fromPrint),
  },
  {
    name: 'screen, still',
    how: 'the photo turned, on a screen with moiré',
    make: (stage) => held(stage, (step) => HOLDS[step], fromScreen),
  },
  {
    name: 'replay of another challenge',
    how: 'a recording of the victim answering another sequence',
    make: (stage) => victimDoes(stage, otherOrder(stage.steps)),
  },
  {
    name: 'half of a recording',
    how: 'the victim’s first movements only, then straight ahead',
    make: (stage) => victimDoes(stage, stage.steps.slice(0, -1)),
  },
  {
    name: 'spliced person',
    how: 'the attacker answers, the frames straight ahead show the victim',
    make: async (stage) => {
      const [theirs, ours] = [await victimDoes(stage, stage.steps), await attackerDoes(stage)];
      return ours.map((frame, index) => (index === 0 || index === ours.length - 1 ? theirs[index]! : frame));
    },
  },
  {
    name: 'frames handed in again',
    how: 'the right movements, but the last frame is the first one again',
    make: async (stage) => {
      const frames = await victimDoes(stage, stage.steps);
      return [...frames.slice(0, -1), { ...frames[0]!, capturedAt: frames.at(-1)!.capturedAt }];
    },
  },
  {
    name: 'stream with wrong times',
    how: 'the right movements with times that stand still, run backwards or are no numbers',
    make: async (stage) => {
      const frames = await victimDoes(stage, stage.steps);
      const wrong = [() => 0, (at: number) => 5000 - at, () => Number.NaN, (at: number) => at / 100][
        stage.seed % 4
      ]!;
      return frames.map((frame) => ({ ...frame, capturedAt: wrong(frame.capturedAt) }));
    },
  },
  {
    name: 'replay on a screen, right movements',
    how: 'an animation of the victim’s portrait that follows the challenge, filmed from a screen',
    make: async (stage) => recaptured(await victimDoes(stage, stage.steps), fromScreen, stage.seed),
  },
  {
    name: 'injected animation, right movements',
    how: 'the same animation fed in as a camera, with plausible times',
    make: (stage) => victimDoes(stage, stage.steps),
  },
];

const played = new Map<string, Promise<Frame[]>>();

/** The victim's portraits do these movements. Several attacks begin with the same ones, so each is made once. */
export function victimDoes({ engine, victim, seed }: Stage, steps: PoseStep[]): Promise<Frame[]> {
  const key = `${seed} ${steps.join()}`;
  const frames = played.get(key) ?? capturePresentation(engine, victim, steps);
  played.set(key, frames);
  return frames;
}
const attackerDoes = ({ engine, attacker, steps }: Stage): Promise<Frame[]> =>
  capturePresentation(engine, attacker, steps);

/** Another sequence: the order turned round, or one step changed where that is the same. */
function otherOrder(steps: PoseStep[]): PoseStep[] {
  const turned = steps.toReversed();
  if (turned.some((step, index) => step !== steps[index])) return turned;
  const other: PoseStep = steps.includes('nearer') ? 'up' : 'nearer';
  return [turned[0]!, other === turned[1] ? 'left' : other, turned[2]!];
}

/** A picture of the victim, held in front of the camera for each step. */
async function held(
  { victim, steps, seed }: Stage,
  hold: (step: PoseStep, index: number) => Hold,
  process: (raster: Raster, seed: number) => Raster = (raster) => raster,
): Promise<Frame[]> {
  const photo = (await decodeJpeg(codecs, victim[0]!))!;
  const holds: Hold[] = [{}, ...steps.map((step, index) => farther(hold(step, index), seed)), {}];
  const frames: Frame[] = [];
  for (const [index, one] of holds.entries()) {
    const tremble: Hold = { ...one, roll: (one.roll ?? 0) + ((seed + index * 5) % 7) * 0.3 };
    const image = await encodeJpeg(process(drawHeld(photo, tremble), seed));
    frames.push({ image, capturedAt: index * PACE });
  }
  return frames;
}

/** More or less of a hold, so that an attack is tried from a little to a lot. */
function farther({ yaw = 0, pitch = 0, ...hold }: Hold, seed: number): Hold {
  const amount = 0.5 + 0.15 * (seed % 8);
  return { ...hold, yaw: yaw * amount, pitch: pitch * amount };
}

async function recaptured(
  frames: Frame[],
  process: (raster: Raster, seed: number) => Raster,
  seed: number,
): Promise<Frame[]> {
  const again: Frame[] = [];
  for (const frame of frames) {
    const raster = (await decodeJpeg(codecs, frame.image))!;
    again.push({ ...frame, image: await encodeJpeg(process(raster, seed)) });
  }
  return again;
}
