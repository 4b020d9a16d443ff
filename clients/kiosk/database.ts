const NAME = 'kaijo-kiosk';
const VERSION = 1;

let opened: Promise<IDBDatabase> | undefined;

/** This kiosk's database: `evidence` (by id) and `setup` (pairing and key, by name). */
export function openDatabase(): Promise<IDBDatabase> {
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

/** The request's result once its transaction has been committed. */
export function settled<T>(transaction: IDBTransaction, request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? request.error));
    transaction.addEventListener('error', () => reject(transaction.error ?? request.error));
  });
}
