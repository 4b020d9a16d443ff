import type { Keeper, Kept } from '../ports.ts';

const DATABASE = 'kaijo-phone';
const STORE = 'reservation';
const CURRENT = 'current';

/** The reservation in this browser's IndexedDB: ticket, key and the view last seen. Nothing else is ever written. */
export const browserKeeper: Keeper = {
  load: async () => ((await run('readonly', (store) => store.get(CURRENT))) as Kept | undefined) ?? null,
  async save(kept) {
    await run('readwrite', (store) => store.put(kept, CURRENT));
  },
  async clear() {
    await run('readwrite', (store) => store.delete(CURRENT));
  },
};

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error));
    });
    return request.result;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('blocked', () => reject(new Error('database is blocked')));
  });
}
