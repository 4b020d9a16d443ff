import type { FrameFacts, PoseStep } from '#schema/contract/face.ts';
import type { Shot } from '../drawer.ts';
import type { HintEngine, Sight } from '../ports.ts';
import { aimOf, beginGuide, isDone, look, shot, type Guide } from './guide.ts';
import { createGrabber } from './picture.ts';

export interface Presentation {
  sight: Sight;
  engine: HintEngine;
  steps: readonly PoseStep[];
  onGuide(guide: Guide): void;
  onDone(shots: Shot[]): void;
}

/** One presentation under way. */
export interface Running {
  /** Takes the picture of the aim that is due as it is now, for a phone on which the engine does not run. */
  take(): Promise<void>;
  /** Ends it and overwrites what was taken, unless it was handed over. */
  stop(): void;
}

const LOOK_EVERY = 90;

/** Looks, hints and takes pictures until every aim has one. */
export function runPresentation({ sight, engine, steps, onGuide, onDone }: Presentation): Running {
  const grabber = createGrabber(sight.element);
  let guide = beginGuide(steps);
  let shots: Shot[] = [];
  let first: number | null = null;
  const ended = { yet: false };
  const change = (next: Guide) => {
    if (aimOf(next) !== aimOf(guide) || next.at !== guide.at) sight.aim(aimOf(next));
    guide = next;
    onGuide(guide);
  };
  const stop = () => {
    ended.yet = true;
    grabber.forget();
    for (const { image } of shots) image.fill(0);
    shots = [];
  };
  const take = async (facts: FrameFacts | null) => {
    const time = performance.now();
    const image = await grabber.jpeg();
    if (!image || ended.yet) return;
    first ??= time;
    shots.push({ image, capturedAt: Math.round(time - first) });
    change(shot(guide, facts));
    if (!isDone(guide)) return;
    const taken = shots;
    shots = [];
    stop();
    onDone(taken);
  };
  const turn = async () => {
    const picture = grabber.small();
    const facts = picture && (await engine.look(picture));
    if (ended.yet || !facts) return;
    const seen = look(guide, facts, performance.now());
    change(seen.guide);
    if (seen.shoot) await take(facts);
  };
  const run = async () => {
    sight.aim(aimOf(guide));
    onGuide(guide);
    while (!ended.yet) {
      await turn();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  };
  void run();
  return { take: () => take(null), stop };
}
