import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { ortFile } from '#wasm/models/kernels/runtime.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { seenBy } from './seen.ts';

/* A thread of its own, as ONNX Runtime is opened once in each: the package's file, as it came. */
const plain = {
  ...nodeRuntime,
  wasm: { ...nodeRuntime.wasm, ort: async () => WebAssembly.compile(await readFile(ortFile())) },
};
// The target origin that is asked for is a window's.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort!.postMessage(await seenBy(plain, workerData as string[]));
