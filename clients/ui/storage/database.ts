/** One request on a store, answered once its transaction is on disk. Rejects where nothing could be kept. */
export type InStore<Stores> = <T>(
  store: keyof Stores & string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
) => Promise<T>;

/** Milliseconds to wait for the disk, and for another page that holds the database and was asked to let go. */
const PATIENCE = 10_000;

/**
 * An IndexedDB database of this origin, opened when it is first needed and kept open. `stores` are its stores by name.
 * A connection that the browser closes, or another page needs closed, is opened anew by the next request.
 */
export function databaseOf<Stores extends Record<string, IDBObjectStoreParameters>>(
  name: string,
  stores: Stores,
  patience = PATIENCE,
): InStore<Stores> {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = () => (opened = null);
  const connect = (): Promise<IDBDatabase> => {
    if (!opened) {
      opened = open({ name, stores, patience, forget });
      // A failed opening is forgotten, or one bad moment would last until the page is reloaded.
      opened.catch(forget);
    }
    return opened;
  };
  const begin = async (store: string, mode: IDBTransactionMode): Promise<IDBTransaction> => {
    // Strict, or a power cut could lose what was said to be kept.
    const start = (database: IDBDatabase) => database.transaction(store, mode, { durability: 'strict' });
    try {
      return start(await connect());
    } catch (error) {
      // The connection was closing, and had not said so yet.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
      forget();
      return start(await connect());
    }
  };
  return async (store, mode, work) => {
    const transaction = await begin(store, mode);
    const request = work(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      // A disk that does not answer has kept nothing, and may not do so after we said so.
      const waiting = setTimeout(() => {
        reject(new Error('storage does not answer'));
        transaction.abort();
      }, patience);
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () => reject(transaction.error ?? request.error));
      for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => clearTimeout(waiting));
    });
  };
}

interface Opening {
  name: string;
  stores: Record<string, IDBObjectStoreParameters>;
  patience: number;
  /** The connection is of no use any more. */
  forget(): void;
}

function open({ name, stores, patience, forget }: Opening): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let late = false;
    // A request that another page blocks says nothing for as long as that page likes.
    const waiting = setTimeout(() => {
      late = true;
      reject(new Error('database is blocked'));
    }, patience);
    request.addEventListener('upgradeneeded', () => {
      for (const [store, parameters] of Object.entries(stores))
        request.result.createObjectStore(store, parameters);
    });
    request.addEventListener('success', () => {
      clearTimeout(waiting);
      const database = request.result;
      // Nobody waits any more, and an open connection would be in the way of others.
      if (late) return database.close();
      database.addEventListener('close', forget);
      database.addEventListener('versionchange', () => {
        forget();
        database.close();
      });
      resolve(database);
    });
    request.addEventListener('error', () => {
      clearTimeout(waiting);
      reject(request.error);
    });
  });
}
