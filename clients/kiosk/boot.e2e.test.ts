import { preview, type PreviewServer } from 'vite';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemBody } from '#schema/contract/problem.ts';
import { ROOT } from '#clients/operator/wrangler.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { launchBrowser } from './test/browser.ts';

// The page as it is built, before a service that knows it and without one. What goes wrong is listed first.

let browser: Browser;
let server: PreviewServer;
let origin: string;
beforeAll(async () => {
  const now = Math.floor(Date.now() / 1_000);
  const outDir = await buildLabPages(await openLocalLab(now), now);
  server = await preview({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  origin = `http://127.0.0.1:${(server.httpServer.address() as { port: number }).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const UNKNOWN: ProblemBody = {
  type: 'about:blank',
  title: 'Unknown',
  status: 403,
  detail: 'Unknown.',
  code: 'kiosk-unknown',
  actor: 'operator',
  retryAfter: null,
  reasons: [],
  triesLeft: null,
  requestId: 'r',
  support: null,
};

const unknown = (route: Route) =>
  route.fulfill({
    status: 403,
    contentType: 'application/problem+json',
    json: UNKNOWN,
  });

/** A browser profile before a service that has not heard of this kiosk. */
async function profile(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 } });
  await context.route('**/v1/**', unknown);
  const page = await context.newPage();
  return { context, page };
}

const open = (page: Page) => page.goto(`${origin}/kiosk/`).catch(() => null);
/** What the page says, in letters; a white page says nothing. */
const says = async (page: Page) => (await page.locator('h1').first().textContent({ timeout: 3_000 })) ?? '';
const enrols = (page: Page, timeout = 45_000) => page.locator('[data-screen="enrol"]').waitFor({ timeout });

interface Fault {
  fault: string;
  /** Before the page's own code. */
  script?: () => void;
  /** Address that fails at first, as often as this. */
  lost?: [RegExp, number];
}

const FAULTS: Fault[] = [
  { fault: 'the word file is lost', lost: [/words-kiosk-ja/, 2] },
  { fault: 'every font is lost', lost: [/\.woff2/, 1_000] },
  { fault: 'the style sheet is lost', lost: [/\.css/, 1_000] },
  { fault: "the kiosk's script is lost", lost: [/\/assets\/kiosk-[^/]*\.js/, 1] },
  { fault: 'the heartbeat is lost', lost: [/\/v1\/kiosk/, 1] },
  { fault: 'the service worker is lost', lost: [/service-worker/, 1_000] },
  {
    fault: 'storage throws, once',
    script: () => {
      if (sessionStorage.getItem('broken')) return;
      sessionStorage.setItem('broken', 'yes');
      indexedDB.open = () => {
        throw new Error('no storage');
      };
    },
  },
  {
    fault: 'storage hangs, once',
    script: () => {
      if (sessionStorage.getItem('broken')) return;
      sessionStorage.setItem('broken', 'yes');
      const hanging = new EventTarget() as IDBOpenDBRequest;
      indexedDB.open = () => hanging;
    },
  },
  {
    fault: 'keys cannot be made, once',
    script: () => {
      if (sessionStorage.getItem('broken')) return;
      sessionStorage.setItem('broken', 'yes');
      crypto.subtle.generateKey = () => Promise.reject(new Error('no key')) as never;
    },
  },
  {
    fault: 'the first module throws, once',
    script: () => {
      if (sessionStorage.getItem('broken')) return;
      sessionStorage.setItem('broken', 'yes');
      URLSearchParams.prototype.has = () => {
        throw new Error('broken');
      };
      Object.defineProperty(globalThis, 'navigator', {
        get() {
          throw new Error('broken');
        },
      });
    },
  },
  {
    fault: 'a view throws, once',
    script: () => {
      if (sessionStorage.getItem('broken')) return;
      const listen = globalThis.addEventListener;
      globalThis.addEventListener = (type: string, ...rest: unknown[]) => {
        if (type !== 'keydown') return listen(type, ...(rest as [() => void]));
        sessionStorage.setItem('broken', 'yes');
        throw new Error('broken');
      };
    },
  },
  { fault: 'there is no sound', script: () => Object.assign(globalThis, { AudioContext: undefined }) },
  {
    fault: 'nothing can be kept for good',
    script: () => Object.assign(navigator.storage, { persist: undefined }),
  },
  {
    fault: 'the small storage throws',
    script: () =>
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new Error('no storage');
        },
      }),
  },
];

// Mostly they wait for a kiosk that tries again, so they wait beside each other.
describe.concurrent('a start at which', () => {
  it.each(FAULTS)('$fault says something at every moment, and comes up', async ({ script, lost }) => {
    const { context, page } = await profile();
    if (script) await context.addInitScript(script);
    if (lost) {
      let [address, times] = lost;
      await context.route(address, (route) => (times-- > 0 ? route.abort() : route.fallback()));
    }
    await open(page);
    expect(await says(page)).not.toBe('');
    await enrols(page);
    await context.close();
  });
});

describe('the page', () => {
  it('opens without a network once it was here', async () => {
    const { context, page } = await profile();
    await open(page);
    await enrols(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    // What answers in place of the service would do so without a network too.
    await context.unroute('**/v1/**');
    await context.setOffline(true);
    await page.reload();
    await page.locator('[data-screen^="out-of-service"]').waitFor();
    expect(await says(page)).not.toBe('');
    await context.close();
  });

  it('is the kiosk in one tab alone; the next one takes over when that one goes', async () => {
    const { context, page } = await profile();
    await open(page);
    await enrols(page);
    const second = await context.newPage();
    await open(second);
    await second.locator('[data-screen="first elsewhere"]').waitFor();
    expect(await says(second)).toContain('別のタブ');
    await page.close();
    await enrols(second);
    await context.close();
  });
});
