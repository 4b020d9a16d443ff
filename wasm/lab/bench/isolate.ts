import { WebSocket, type RawData } from 'ws';

/** Milliseconds between two calls that wake the isolate. */
const PAUSE = 20;

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

/** Sends one command to the debugger and answers what it answers. */
type Ask = (method: string) => Promise<unknown>;

/** Bytes of objects and buffers in a Worker's isolate, as V8 counts them; WebAssembly's linear memory is not in it. */
export const isolateMemory = (inspector: URL): Promise<number> => asking(inspector, usage);

/**
 * The same after a collection: what the isolate holds on to.
 * @param wake calls the Worker: V8 puts a collection off until the isolate runs next, and it may have run just before.
 */
export function heldMemory(inspector: URL, wake: () => Promise<unknown>): Promise<number> {
  return asking(inspector, async (ask) => {
    const waking = setInterval(() => void wake().catch(() => undefined), PAUSE);
    try {
      // What the first one finds finalisers for goes with the second.
      for (let time = 0; time < 2; time++) await ask('HeapProfiler.collectGarbage');
    } finally {
      clearInterval(waking);
    }
    return usage(ask);
  });
}

async function usage(ask: Ask): Promise<number> {
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await ask(
    'Runtime.getHeapUsage',
  )) as HeapUsage;
  return usedSize + (embedderHeapUsedSize ?? 0) + (backingStorageSize ?? 0);
}

async function asking<T>(inspector: URL, work: (ask: Ask) => Promise<T>): Promise<T> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let id = 0;
  try {
    return await work((method) => call(socket, (id += 1), method));
  } finally {
    socket.close();
  }
}

function call(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listen = (data: RawData): void => {
      const message = JSON.parse(String(data)) as {
        id?: number;
        result?: unknown;
        error?: { message: string };
      };
      if (message.id !== id) return;
      socket.off('message', listen);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    };
    socket.on('message', listen);
    socket.send(JSON.stringify({ id, method }));
  });
}
