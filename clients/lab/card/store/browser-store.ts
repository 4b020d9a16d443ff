import type { CardMemory } from '../profile.ts';
import type { MemoryStore } from './memory-store.ts';

// Browser only.

const DATABASE = 'kaijo-lab-card';
const STORE = 'memory';

/** A card's memory in this browser profile, by card id, so that all pages of one origin have the same card. */
export interface BrowserStore extends MemoryStore {
  /** Back to the card's first day. */
  renew(): Promise<void>;
}

/** `firstDay` is what a card has that was never used in this browser. */
export function browserStore(cardId: string, firstDay: CardMemory): BrowserStore {
  const save = (memory: CardMemory) =>
    run('readwrite', (store) => store.put(memory, cardId)).then(() => undefined);
  return {
    load: async () =>
      ((await run('readonly', (store) => store.get(cardId))) as CardMemory | undefined) ?? firstDay,
    save,
    renew: () => save(firstDay),
  };
}

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
  });
}
