import type { Evidence, EvidenceStore } from './evidence.ts';
import { openDatabase, settled } from '../database.ts';

const STORE = 'evidence';

/** Keeps evidence in this browser profile. `durability: strict` flushes to disk before a write is reported done. */
export function indexedDbStore(): EvidenceStore {
  const run = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const database = await openDatabase();
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    return settled(transaction, work(transaction.objectStore(STORE)));
  };
  return {
    all: () => run<Evidence[]>('readonly', (store) => store.getAll()),
    put: async (evidence) => void (await run('readwrite', (store) => store.put(evidence))),
    remove: async (id) => void (await run('readwrite', (store) => store.delete(id))),
  };
}
