import ort from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { createHintEngine } from '#wasm/hints.ts';
import { MANIFEST } from '#wasm/manifest.ts';
import detector from '#wasm/models/built/detector.onnx?url';
import landmarks from '#wasm/models/built/landmarks.onnx?url';
import { browserRuntime } from '#wasm/runtime/browser.ts';
import type { FromWorker, ToWorker } from './engine.ts';

/** ONNX Runtime, unpacked; about, for the progress display alone. */
const ORT_BYTES = 14_240_000;
const EXPECTED = ORT_BYTES + MANIFEST.models['detector']!.bytes + MANIFEST.models['landmarks']!.bytes;
/** Part of the display that starting the engine takes after everything has arrived. */
const STARTING = 0.1;

const say = (message: FromWorker) => postMessage(message);
let arrived = 0;

/** Fetches one file and says how far everything has come. */
async function download(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`${address}: HTTP ${response.status}`);
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        arrived += chunk.length;
        say({ type: 'progress', share: Math.min(1, arrived / EXPECTED) * (1 - STARTING) });
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted).arrayBuffer();
}

const engine = createHintEngine(browserRuntime({ ort, models: { detector, landmarks } }, download));

engine.warm().then(
  () => say({ type: 'progress', share: 1 }),
  () => say({ type: 'failed' }),
);

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  engine.look(data.picture).then(
    ({ reasons, pose, eyeSpan }) => say({ type: 'facts', facts: { reasons, pose, eyeSpan } }),
    () => say({ type: 'facts', facts: null }),
  );
});
