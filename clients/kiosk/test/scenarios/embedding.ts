import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kioskPolicy } from '#clients/ui/build/headers.ts';
import { walk } from '../hands.ts';
import { at, installKiosk, type Installed, type Station } from '../station.ts';

/** The page around ours, as those who have one are told to write it. */
const [, PAGE = ''] =
  /```html\n([^`]+)```/.exec(readFileSync(new URL('../../EMBEDDING.md', import.meta.url), 'utf8')) ?? [];

/** A page of another machine with a kiosk in it. */
async function embedded(station: Station, { context }: Installed, origin: string, isAllowed = true) {
  const headers = { 'Content-Security-Policy': kioskPolicy(isAllowed ? origin : undefined) };
  await context.route(/\/kiosk\/\?printer$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...lower(headers) } });
  });
  const page = await context.newPage();
  await page.goto(`${origin}/?${encodeURIComponent(station.system.origin)}`);
  const frame = page.frames().find((one) => one.url().startsWith(station.system.origin));
  return { page, frame: frame as (Frame & Page) | undefined };
}
const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const WAIT = { timeout: 30_000 };

/** In the page: what the service worker keeps has the header of then, and no test sees it go by. */
async function unkept(): Promise<void> {
  const worker = navigator.serviceWorker;
  worker.register = () => Promise.reject(new Error('not in this test'));
  await Promise.all((await worker.getRegistrations()).map((one) => one.unregister()));
}

const start = (page: Page, language: string) =>
  page.evaluate((chosen) => (globalThis as unknown as { start(of: string): void }).start(chosen), language);
const outcome = (page: Page) => () => page.title();

/** Another machine has our page in a frame of its own. */
export function embedding(station: () => Station): void {
  describe("inside another machine's page", () => {
    const server = createServer(({ url }, response) => {
      const origin = decodeURIComponent(url!.split('?')[1] ?? '');
      response.setHeader('Content-Type', 'text/html').end(PAGE.replaceAll('https://kaijo.example', origin));
    });
    let origin: string;
    let kiosk: Installed;
    let context: BrowserContext;
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await station().restore();
      kiosk = await installKiosk(station());
      ({ context } = kiosk);
      await kiosk.page.evaluate(unkept);
      await kiosk.page.close();
      await context.addInitScript(unkept);
    });
    afterEach(async () => {
      await Promise.all(context.pages().map((page) => page.close()));
      station().system.clock.moveTo(station().noon);
    });
    afterAll(async () => {
      await context.close();
      server.close();
    });

    it('is shown to nobody whom the operator did not name', async () => {
      const { frame } = await embedded(station(), kiosk, origin, false);
      expect(frame).toBeUndefined();
      await context.unrouteAll();
    });
    it('begins when its menu says so, in its language, and says when it is done', async () => {
      const { page, frame } = await embedded(station(), kiosk, origin);
      await start(page, 'en');
      await at(frame!, 'consent');
      expect(await frame!.locator('html').getAttribute('lang')).toBe('en-GB');
      await walk(frame!, 'consent', 'receipt');
      expect(await page.title()).toBe('');
      await frame!.locator('.button-primary').click();
      await expect.poll(outcome(page), WAIT).toBe('done');
      expect(await page.locator('iframe').isVisible()).toBe(false);
    });
    it('says that it is not done when somebody leaves', async () => {
      const { page, frame } = await embedded(station(), kiosk, origin);
      await start(page, 'ja');
      await at(frame!, 'consent');
      await frame!.locator('.screen .button-secondary').first().click();
      await expect.poll(outcome(page), WAIT).toBe('not-done');
    });
    it('says at once that it is not available when it is closed', async () => {
      station().system.clock.moveTo(station().noon + 12 * 3_600);
      const { page } = await embedded(station(), kiosk, origin);
      await start(page, 'ja');
      await expect.poll(outcome(page), WAIT).toBe('unavailable');
    });
  });
}
