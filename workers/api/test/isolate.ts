import { WebSocket, type RawData } from 'ws';

/** Milliseconds between two requests that wake the isolate. */
const PAUSE = 20;

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

/**
 * Bytes that a Worker's isolate holds on to, as V8 counts them: objects and buffers that outlive a collection.
 * @param wake sends the Worker a request: workerd collects garbage when the isolate runs next
 */
export async function bytesKept(inspector: URL, wake: () => Promise<unknown>): Promise<number> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  try {
    // What the first collection finds finalisers for goes with the second.
    for (const id of [1, 2]) await awake(call(socket, id, 'HeapProfiler.collectGarbage'), wake);
    const usage = (await call(socket, 3, 'Runtime.getHeapUsage')) as HeapUsage;
    return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
  } finally {
    socket.close();
  }
}

/** Waits for an answer that only comes once the isolate has run, and it may have run just before. */
function awake<T>(answer: Promise<T>, wake: () => Promise<unknown>): Promise<T> {
  const waking = setInterval(() => void wake().catch(() => undefined), PAUSE);
  return answer.finally(() => clearInterval(waking));
}

async function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const listen = (data: RawData) => {
    const message = JSON.parse(String(data)) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
    };
    if (message.id !== id) return;
    if (message.error) reject(new Error(`${method}: ${message.error.message}`));
    else resolve(message.result);
  };
  socket.on('message', listen);
  socket.send(JSON.stringify({ id, method }));
  return promise.finally(() => socket.off('message', listen));
}
