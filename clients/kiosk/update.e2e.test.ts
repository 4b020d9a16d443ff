import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview, type PreviewServer } from 'vite';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '#clients/operator/wrangler.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { endpoints } from '#schema/contract/endpoints.ts';
import { launchBrowser } from './test/browser.ts';
import { kiosk } from './test/play.ts';

let [browser, server, pages]: [Browser?, PreviewServer?, string?] = [];
beforeAll(async () => {
  const now = Math.floor(Date.now() / 1_000);
  const built = await buildLabPages(await openLocalLab(now), now);
  pages = mkdtempSync(join(tmpdir(), 'kaijo-update-'));
  for (const part of ['kiosk', 'assets']) cpSync(join(built, part), join(pages, part), { recursive: true });
  server = await preview({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { outDir: pages },
    preview: { host: '127.0.0.1', port: 0 },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(pages!, { recursive: true, force: true });
});

/** Puts a newer build there, one of whose files is lost, or none. */
function publish(name: string, lost: boolean): void {
  const at = (file: string) => join(pages!, 'kiosk', file);
  const page = readFileSync(at('index.html'), 'utf8');
  writeFileSync(at('index.html'), page.replace(/<html( data-build="\w+")?/, `<html data-build="${name}"`));
  const worker = readFileSync(at('service-worker.js'), 'utf8').replace('"/assets/lost.js",', '');
  const renamed = worker.replace(/version: ?"\w+"|"version": ?"\w+"/, `"version":"${name}"`);
  const list = /"?addresses"?: ?\[/;
  if (renamed === worker || !list.test(renamed)) throw new Error('another service worker than is known here');
  const whole = lost ? renamed.replace(list, (begin) => `${begin}"/assets/lost.js",`) : renamed;
  writeFileSync(at('service-worker.js'), whole);
}

it('a newer page is taken between customers, whole or not at all', async () => {
  const context = await browser!.newContext();
  const page = await context.newPage();
  await page.clock.install();
  const { path, status } = endpoints.heartbeat;
  const outdated = { ...kiosk, minimumPage: '99.0.0' };
  await context.route(`**${path}`, (route) => route.fulfill({ status, json: outdated }));
  const { port } = server!.httpServer.address() as { port: number };
  await page.goto(`http://127.0.0.1:${port}/kiosk/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const outOfService = page.locator('[data-screen^="out-of-service"]');
  /** Which build is there after the page opened itself anew. */
  const next = async () => {
    await outOfService.waitFor();
    const reloaded = page.waitForEvent('load');
    await page.clock.fastForward(61_000);
    await reloaded;
    await outOfService.waitFor();
    return page.locator('html').getAttribute('data-build');
  };
  publish('torn', true);
  expect(await next()).toBeNull();
  publish('whole', false);
  expect(await next()).toBe('whole');
  await context.close();
});
