/** What the build fills in: the files of this version of the kiosk's page, and a name made from them. */
interface Version {
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
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}

declare const __OFFLINE__: Version;

const { version, addresses } = __OFFLINE__;
const scope = globalThis as unknown as WorkerScope;
const NAME = 'kaijo-kiosk-';
const CACHE = `${NAME}${version}`;
const PAGE = '/kiosk/';

// A version is kept whole or not at all: one file that fails, and the one before goes on.
scope.addEventListener('install', (event) => {
  const fresh = [PAGE, ...addresses].map((address) => new Request(address, { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => scope.clients.claim()));
});

// The page says when: between customers.
scope.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(keptPage(request));
  // Names under /assets/ hold a hash of what is inside.
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request));
});

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(NAME) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

const keptPage = async (request: Request): Promise<Response> =>
  (await caches.match(PAGE, { cacheName: CACHE })) ?? fetch(request);

async function kept(request: Request): Promise<Response> {
  const found = await caches.match(request, { cacheName: CACHE, ignoreVary: true });
  if (found) return found;
  const response = await fetch(request);
  // Fonts come in hundreds of files: those that were needed are kept.
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}
