import type { FrameFacts } from '#schema/contract/face.ts';
import type { HintEngine } from '../ports.ts';
import type { EngineState } from '../state/types.ts';
import { trustedScript } from '../trusted-script.ts';
import { default as workerAddress } from './worker.ts?worker&url';

/** A picture to look at; it is handed over, not copied. */
export interface ToWorker {
  picture: ImageData;
}

/** `share` 1 means ready. `facts` null: the picture could not be looked at. */
export type FromWorker =
  | { type: 'progress'; share: number }
  | { type: 'failed' }
  | { type: 'facts'; facts: FrameFacts | null };

/** Milliseconds without a byte of it, after which the person takes the pictures by hand. */
const STALL = 30_000;
/** Milliseconds that one look may take. */
const LOOK_LIMIT = 5_000;

/** The engine in a worker of its own, so that the picture on the screen never stutters. */
export function createWorkerEngine(): HintEngine {
  let worker: Worker | null = null;
  let ready = false;
  let waiting: ((facts: FrameFacts | null) => void) | null = null;
  const answer = (facts: FrameFacts | null) => {
    waiting?.(facts);
    waiting = null;
  };
  return {
    load(tell) {
      if (worker) return;
      const stalled = setTimeoutAnew(STALL);
      const change = (engine: EngineState) => {
        ready = engine.name === 'ready';
        if (engine.name === 'failed') worker = null;
        if (engine.name === 'loading') stalled(() => give());
        else stalled(null);
        tell(engine);
      };
      const give = () => {
        worker?.terminate();
        answer(null);
        change({ name: 'failed', share: 0 });
      };
      try {
        worker = start(change, give, answer);
      } catch {
        give();
      }
    },
    look(picture) {
      if (!worker || !ready) return Promise.resolve(null);
      const request: ToWorker = { picture };
      return new Promise((resolve) => {
        waiting = resolve;
        setTimeout(() => waiting === resolve && answer(null), LOOK_LIMIT);
        worker!.postMessage(request, [picture.data.buffer]);
      });
    },
  };
}

/** One timer: each call replaces what the one before waited for. */
function setTimeoutAnew(milliseconds: number): (then: (() => void) | null) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (then) => {
    clearTimeout(timer);
    if (then) timer = setTimeout(then, milliseconds);
  };
}

function start(
  change: (engine: EngineState) => void,
  fail: () => void,
  answer: (facts: FrameFacts | null) => void,
): Worker {
  const worker = new Worker(trustedScript(workerAddress), { type: 'module' });
  change({ name: 'loading', share: 0 });
  worker.addEventListener('error', fail);
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'facts') answer(data.facts);
    else if (data.type === 'failed') fail();
    else change({ name: data.share < 1 ? 'loading' : 'ready', share: data.share });
  });
  return worker;
}
