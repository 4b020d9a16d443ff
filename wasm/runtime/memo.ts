/** Longer than any load takes; a load older than this was started by a request that is gone. */
const PATIENCE_MS = 20_000;

/**
 * Loads once and shares the result. A load that failed, or that does not end because the request that started it was
 * cancelled, is forgotten: one bad start must not poison an isolate.
 */
export function memo<T>(load: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  return async () => {
    if (!current) {
      const loading = load();
      current = loading;
      loading.catch(() => {
        if (current === loading) current = null;
      });
      return loading;
    }
    const shared = current;
    const found = await within(shared, PATIENCE_MS);
    if (found) return found.value;
    if (current === shared) current = null;
    return load();
  };
}

async function within<T>(promise: Promise<T>, milliseconds: number): Promise<{ value: T } | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets one piece of work run at a time. One that never ends holds the others up for a while, not for ever. */
export function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const before = last;
    let done!: () => void;
    last = new Promise<void>((resolve) => {
      done = resolve;
    });
    try {
      await within(before, PATIENCE_MS);
      return await work();
    } finally {
      done();
    }
  };
}
