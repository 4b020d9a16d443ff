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
      const change = (engine: EngineState) => {
        ready = engine.name === 'ready';
        tell(engine);
      };
      worker = start(change, answer);
    },
    look(picture) {
      if (!worker || !ready) return Promise.resolve(null);
      const request: ToWorker = { picture };
      return new Promise((resolve) => {
        waiting = resolve;
        worker!.postMessage(request, [picture.data.buffer]);
      });
    },
  };
}

function start(change: (engine: EngineState) => void, answer: (facts: FrameFacts | null) => void): Worker {
  const worker = new Worker(trustedScript(workerAddress), { type: 'module' });
  const fail = () => {
    change({ name: 'failed', share: 0 });
    answer(null);
  };
  change({ name: 'loading', share: 0 });
  worker.addEventListener('error', fail);
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'facts') answer(data.facts);
    else if (data.type === 'failed') fail();
    else change({ name: data.share < 1 ? 'loading' : 'ready', share: data.share });
  });
  return worker;
}
