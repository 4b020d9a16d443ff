/** What the build fills in: the files that the phone's page needs, and a name made from them. */
interface OfflineList {
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
}

/** Addresses of this build that the phone's pages need, and a name made from them; filled in at build time. */
declare const __OFFLINE__: OfflineList;

const { version, addresses } = __OFFLINE__;
const scope = globalThis as unknown as WorkerScope;
const CACHE = `kaijo-phone-${version}`;
const PAGE = '/';
/** What is never kept: engine and models are large, and of no use without the service. */
const LARGE = /\.(wasm|onnx|bin)$/;
/** Milliseconds to wait for a newer page before the kept one is shown. */
const PATIENCE = 3_000;

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...addresses])));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => scope.clients.claim()));
});

scope.addEventListener('message', ({ data }) => {
  if (Array.isArray(data)) void keep(data.filter((address) => typeof address === 'string'));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(freshOrKept(request));
  else if (pathname.startsWith('/assets/') || addresses.includes(pathname)) event.respondWith(kept(request));
});

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('kaijo-phone-') && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function keep(wanted: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const address of wanted) {
    if (LARGE.test(address) || (await cache.match(address))) continue;
    await cache.add(address).catch(() => {});
  }
}

/** The page from the network if that answers in time, else as it was kept. */
async function freshOrKept(request: Request): Promise<Response> {
  const page = await caches.match(PAGE, { cacheName: CACHE });
  if (!page) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(page), PATIENCE));
  return Promise.race([fetch(request).catch(() => page), late]);
}

/** Files under /assets/ never change: what is kept is right. */
async function kept(request: Request): Promise<Response> {
  const found = await caches.match(request, { cacheName: CACHE, ignoreVary: true });
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && !LARGE.test(new URL(request.url).pathname)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}
