import { WebSocket, type RawData } from 'ws';

/** Milliseconds between two calls that wake the isolate. */
const PAUSE = 20;

interface HeapUsage {
  usedSize: number;
  embedderHeapUsedSize?: number;
  backingStorageSize?: number;
}

/** Bytes of objects and buffers in a Worker's isolate, as V8 counts them; WebAssembly's linear memory is not in it. */
export function isolateMemory(inspector: URL): Promise<number> {
  return asking(inspector, async (ask) => {
    const usage = (await ask('Runtime.getHeapUsage')) as HeapUsage;
    return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
  });
}

/**
 * Has V8 collect what nobody needs any more.
 * @param wake calls the Worker: V8 puts the collection off until the isolate runs next, and it may have run just before.
 */
export function collectGarbage(inspector: URL, wake: () => Promise<unknown>): Promise<void> {
  return asking(inspector, async (ask) => {
    const waking = setInterval(() => void wake().catch(() => undefined), PAUSE);
    await ask('HeapProfiler.collectGarbage').finally(() => clearInterval(waking));
  });
}

async function asking<T>(
  inspector: URL,
  work: (ask: (method: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
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
