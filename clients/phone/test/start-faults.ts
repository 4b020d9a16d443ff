import type { Page, Route } from 'playwright-core';

/** Where a start that met a fault arrives: a screen of the app, or what stands in the page itself. */
export type Arrival = 'welcome' | 'refused-reload' | 'page';

/** One thing that may be wrong when the app is opened. */
export interface StartFault {
  name: string;
  meet(page: Page): Promise<unknown>;
  /** In the app of the shell, or in a browser. */
  inShell?: boolean;
  arrives: Arrival;
}

const missing = (route: Route) => route.fulfill({ status: 404, body: 'gone' });
const never = () => {};
const SCRIPT = /\/assets\/phone-[^/]*\.js$/;
const WORDS = /\/words-phone-[^/]*\.json$/;
const STYLE = /\/assets\/[^/]*\.css$/;

/** In the page: what came after iOS 16.4 and Chrome 111 is not there. */
export function takeNewerAway(): void {
  const gone: [object, string[]][] = [
    [Promise, ['withResolvers', 'try']],
    [AbortSignal, ['any']],
    [URL, ['canParse', 'parse']],
    [Array, ['fromAsync']],
    [Object, ['groupBy']],
    [Map, ['groupBy']],
    [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
    [Uint8Array, ['fromBase64', 'fromHex']],
    [Uint8Array.prototype, ['toBase64', 'toHex', 'setFromBase64', 'setFromHex']],
    [ArrayBuffer.prototype, ['transfer', 'transferToFixedLength', 'resize']],
    [
      Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object,
      ['map', 'filter', 'toArray', 'take'],
    ],
    [Document.prototype, ['startViewTransition']],
    [globalThis, ['trustedTypes', 'Iterator', 'Float16Array']],
  ];
  for (const [owner, names] of gone) for (const name of names) Reflect.deleteProperty(owner, name);
}

/** In the page: a shell that answers the first word of the page, and nothing more. */
export function beShell(): void {
  const shell = globalThis as unknown as { kaijoShell?: (text: string) => void; ReactNativeWebView: object };
  const ready = JSON.stringify({ type: 'ready', version: 1, nfc: true });
  const postMessage = (text: string) => {
    if (text.includes('"hello"')) setTimeout(() => shell.kaijoShell?.(ready), 10);
  };
  shell.ReactNativeWebView = { postMessage };
}

const script = (source: string) => (page: Page) => page.addInitScript(source);

export const START_FAULTS: readonly StartFault[] = [
  { name: 'nothing at all', meet: async () => {}, arrives: 'welcome' },
  { name: 'the oldest browser', meet: (page) => page.addInitScript(takeNewerAway), arrives: 'welcome' },
  {
    name: 'the oldest web view, in the app',
    meet: (page) => page.addInitScript(takeNewerAway),
    inShell: true,
    arrives: 'welcome',
  },
  {
    name: 'no IndexedDB',
    meet: script(`Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`),
    arrives: 'welcome',
  },
  {
    name: 'an IndexedDB that throws',
    meet: script(`IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }`),
    arrives: 'welcome',
  },
  {
    name: 'an IndexedDB that never answers',
    meet: script(`IDBFactory.prototype.open = () => new EventTarget()`),
    arrives: 'welcome',
  },
  {
    name: 'a forbidden localStorage',
    meet: script(`Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('no') } })`),
    arrives: 'welcome',
  },
  {
    name: 'a forbidden service worker',
    meet: script(`navigator.serviceWorker.register = () => Promise.reject(new Error('no'))`),
    arrives: 'welcome',
  },
  {
    name: 'no service worker',
    meet: script(`delete Navigator.prototype.serviceWorker`),
    inShell: true,
    arrives: 'welcome',
  },
  {
    name: 'a shell that never answers',
    meet: script(`globalThis.ReactNativeWebView = { postMessage() {} }`),
    arrives: 'welcome',
  },
  {
    name: 'a shell that throws',
    meet: script(`globalThis.ReactNativeWebView = { postMessage() { throw new Error('no') } }`),
    arrives: 'refused-reload',
  },
  { name: 'a script that is gone', meet: (page) => page.route(SCRIPT, missing), arrives: 'page' },
  { name: 'a script that never comes', meet: (page) => page.route(SCRIPT, never), arrives: 'page' },
  {
    name: 'a script that cannot be read',
    meet: (page) =>
      page.route(SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: 'let = ;' })),
    arrives: 'page',
  },
  { name: 'a style that is gone', meet: (page) => page.route(STYLE, missing), arrives: 'welcome' },
  {
    name: 'words lost once',
    meet: (page) => page.route(WORDS, (route) => route.abort(), { times: 1 }),
    arrives: 'welcome',
  },
  {
    name: 'words gone once',
    meet: (page) => page.route(WORDS, missing, { times: 1 }),
    arrives: 'welcome',
  },
  { name: 'words that never come', meet: (page) => page.route(WORDS, never), arrives: 'page' },
  {
    name: 'fonts that are gone',
    meet: (page) => page.route(/\.woff2$/, missing),
    arrives: 'welcome',
  },
  { name: 'a service that never answers', meet: (page) => page.route('**/v1/**', never), arrives: 'welcome' },
  {
    name: 'a portal before the service',
    meet: (page) =>
      page.route('**/v1/**', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Hello' })),
    arrives: 'welcome',
  },
];
