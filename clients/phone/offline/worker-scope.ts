/** What the build fills in: the files that the phone's page needs, and a name made from them. */
export interface OfflineList {
  version: string;
  addresses: string[];
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

/** The part of a service worker's global scope that is used; TypeScript's own list of it excludes a page's. */
export interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  clients: { claim(): Promise<void> };
}
