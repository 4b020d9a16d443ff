import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import type { InStore } from './database.ts';

const ORIGIN = 'https://storage.example';
const PAGE = `<!doctype html><script type="module">
  import { databaseOf } from '/database.js';
  window.inStore = databaseOf('kept', { things: {} }, 1_000);
</script>`;

let browser: Browser;
let script: string;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  script = stripTypeScriptTypes(await readFile(new URL('database.ts', import.meta.url), 'utf8'));
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext();
  await context.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
});
afterEach(() => context.close());

declare const window: { inStore: InStore<{ things: object }> };

/** A page of this origin with the database open. */
async function openPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(ORIGIN);
  return page;
}

const put = (page: Page, value: string) =>
  page.evaluate((kept) => window.inStore('things', 'readwrite', (store) => store.put(kept, 'it')), value);
const get = (page: Page) =>
  page.evaluate(() => window.inStore('things', 'readonly', (store) => store.get('it')));

it('keeps what is put there, for every page of the origin', async () => {
  const page = await openPage();
  expect(await get(page)).toBeUndefined();
  await put(page, 'first');
  await page.close();
  expect(await get(await openPage())).toBe('first');
});

it('writes strictly: what it said is kept is on disk', async () => {
  const page = await openPage();
  const durability = await page.evaluate(() =>
    window
      .inStore('things', 'readwrite', (store) =>
        store.put((store.transaction as unknown as { durability: string }).durability, 'it'),
      )
      .then(() => window.inStore('things', 'readonly', (store) => store.get('it'))),
  );
  expect(durability).toBe('strict');
});

it('goes on after the browser closed the connection', async () => {
  const page = await openPage();
  await put(page, 'before');
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: ORIGIN, storageTypes: 'indexeddb' });
  await put(page, 'after');
  expect(await get(page)).toBe('after');
});

it('makes way for a page that needs the database closed, and comes back', async () => {
  const page = await openPage();
  await put(page, 'before');
  const other = await openPage();
  const deleted = await other.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.deleteDatabase('kept');
        request.addEventListener('success', () => resolve('deleted'));
        request.addEventListener('blocked', () => resolve('blocked'));
      }),
  );
  expect(deleted).toBe('deleted');
  await put(page, 'after');
  expect(await get(page)).toBe('after');
});

/** Another page holds a connection and does not let go; a deletion waits for it. */
async function inTheWay(): Promise<Page> {
  const other = await openPage();
  await other.evaluate(async () => {
    const request = indexedDB.open('kept', 1);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    Object.assign(window, { held: request.result });
    indexedDB.deleteDatabase('kept');
  });
  return other;
}

it('does not wait for ever where another page is in the way, and works when that one has gone', async () => {
  const other = await inTheWay();
  const page = await openPage();
  const waited = await Promise.race([
    put(page, 'now').then(
      () => 'kept',
      (error: Error) => error.message,
    ),
    new Promise((resolve) => setTimeout(resolve, 5_000, 'waited')),
  ]);
  await other.close();
  await expect.poll(() => put(page, 'later').then(() => get(page)), { timeout: 5_000 }).toBe('later');
  expect(waited).toContain('blocked');
});

it('tells of what cannot be kept', async () => {
  const page = await openPage();
  const fault = await page.evaluate(() =>
    window
      .inStore('things', 'readwrite', (store) => store.add(1, 'it'))
      .then(() =>
        window
          .inStore('things', 'readwrite', (store) => store.add(2, 'it'))
          .then(
            () => 'kept',
            (error: DOMException) => error.name,
          ),
      ),
  );
  expect(fault).toBe('ConstraintError');
});
