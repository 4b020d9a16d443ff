const NAME = 'kaijo-kiosk';
const VERSION = 1;

/** `evidence` by id; `setup` holds the pairing and the key, by name. */
type StoreName = 'evidence' | 'setup';

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= open();
  // A failed opening is forgotten, or one bad moment would last until the page is reloaded.
  opened.catch(() => (opened = undefined));
  return opened;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('evidence', { keyPath: 'id' });
      request.result.createObjectStore('setup');
    });
    request.addEventListener('success', () => {
      request.result.addEventListener('close', () => (opened = undefined));
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('blocked', () => reject(new Error('database is blocked')));
  });
}

/** One request on a store, once its transaction is on disk. */
export async function inStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await openDatabase()).transaction(name, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? request.error));
  });
}

/** What was set up on this machine under a name; undefined when nothing was. */
export const readSetup = <T>(name: 'key' | 'pairing'): Promise<T | undefined> =>
  inStore<T | undefined>('setup', 'readonly', (store) => store.get(name));

export async function writeSetup(name: 'key' | 'pairing', value: unknown): Promise<void> {
  await inStore('setup', 'readwrite', (store) => store.put(value, name));
}
