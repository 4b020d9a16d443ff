import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint, decodeProtectedHeader, type JWK } from 'jose';
import type { Browser, Page, Request } from 'playwright-core';
import { preview, type PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkWords } from '#schema/contract/check-words.ts';
import { Host } from '#clients/card/pcsc/bridge/host.ts';
import { startBridge, type Bridge } from '#clients/card/pcsc/bridge/server.ts';
import { newNonce, pairingFragment } from '#clients/card/pcsc/pairing.ts';
import { BRIDGE_PORT } from '#clients/card/pcsc/protocol.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { VirtualReader } from '#clients/lab/reader-stack/virtual-reader.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { ROOT } from '#clients/operator/wrangler.ts';
import { launchBrowser } from './test/browser.ts';

// The page as it is built, a bridge beside it, and a service that says of a kiosk what the test wants.

let browser: Browser;
let server: PreviewServer;
let origin: string;
beforeAll(async () => {
  const now = Math.floor(Date.now() / 1_000);
  const outDir = await buildLabPages(await openLocalLab(now), now);
  const where = { host: '127.0.0.1', port: 0 };
  server = await preview({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: where,
  });
  origin = `http://127.0.0.1:${(server.httpServer.address() as { port: number }).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

let bridge: Bridge;
let log: string[];
let folder: string;
const secret = newNonce();
beforeEach(async () => {
  log = [];
  folder = mkdtempSync(join(tmpdir(), 'kaijo-pairing-'));
  const tell = (_: string, line: string) => void log.push(line);
  bridge = await startBridge({
    port: BRIDGE_PORT,
    origins: [origin],
    secret,
    reader: new VirtualReader(),
    version: '0.0.0',
    giveUp: null,
    host: new Host(folder, tell),
    log: tell,
  });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await bridge.close();
});

const thumbprintOf = (request: Request): Promise<string> =>
  calculateJwkThumbprint(decodeProtectedHeader(request.headers()['dpop']!).jwk as JWK);

const refusal = (code: string) => ({
  status: 403,
  contentType: 'application/problem+json',
  json: {
    type: 'about:blank',
    title: '-',
    status: 403,
    detail: '-',
    code,
    actor: 'operator',
    retryAfter: null,
    reasons: [],
    triesLeft: null,
    requestId: 'r',
    support: null,
  },
});

/** A browser profile before a service that takes one code; `tried` are those that were sent. */
async function profile(taken: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 } });
  const tried: string[] = [];
  const enrolled = new Set<string>();
  await context.route('**/v1/**', async (route, request) => {
    const thumbprint = await thumbprintOf(request).catch(() => '');
    if (!request.url().endsWith('/v1/kiosk/enrolment'))
      return route.fulfill(refusal(enrolled.has(thumbprint) ? 'kiosk-pending' : 'kiosk-unknown'));
    const { code } = request.postDataJSON() as { code: string };
    tried.push(code);
    if (code !== taken) return route.fulfill(refusal('enrolment-refused'));
    enrolled.add(thumbprint);
    const json = { kioskId: '00000000-0000-4000-8000-000000000000', state: 'pending', thumbprint };
    return route.fulfill({ status: 201, json });
  });
  const page = await context.newPage();
  return { context, page, tried };
}

const link = (with_ = secret): string =>
  `${origin}/kiosk/${pairingFragment({ port: BRIDGE_PORT, secret: with_ })}`;
const connected = () => expect.poll(() => log, { timeout: 15_000 }).toContain('a page is connected');
/** Every address that somebody could go back to in this tab. */
const addresses = (page: Page): Promise<string> =>
  page.evaluate(() =>
    (globalThis as unknown as { navigation: { entries(): { url: string }[] } }).navigation
      .entries()
      .map(({ url }) => url)
      .join(' '),
  );

describe('a machine that was given a code', () => {
  it('enrols by itself and waits for its operator, check words on screen and in the log', async () => {
    writeFileSync(join(folder, 'code'), 'ABCD-EFGH\n');
    const { page, tried } = await profile('ABCD-EFGH');
    await page.goto(link());
    await page.locator('[data-screen="pending"]').waitFor({ timeout: 20_000 });
    const [, words] = await page.locator('.thumbprint dd').allTextContents();
    await expect.poll(() => log, { timeout: 15_000 }).toContain(`kiosk pending, check words ${words}`);
    await expect.poll(() => existsSync(join(folder, 'code'))).toBe(false);
    expect(tried).toEqual(['ABCD-EFGH']);
    expect([await addresses(page), log.join(' ')].join(' ')).not.toMatch(new RegExp(`${secret}|ABCD`));
  });
  it('tries a code that is not taken once, says so, and waits for somebody to type one', async () => {
    writeFileSync(join(folder, 'code'), 'OLD\n');
    const { page, tried } = await profile('NEW');
    await page.goto(link());
    await expect.poll(() => log.join(), { timeout: 20_000 }).toContain('kiosk refused');
    await page.locator('[data-screen="enrol"]').waitFor();
    await expect.poll(() => existsSync(join(folder, 'code'))).toBe(false);
    expect(tried).toEqual(['OLD']);
  });
  it('with the disk of another: makes a key of its own', async () => {
    writeFileSync(join(folder, 'machine'), 'first\n');
    const { page } = await profile('');
    await page.goto(link());
    const words = () => log.filter((line) => line.startsWith('kiosk unknown')).map((line) => line.slice(-24));
    await expect.poll(words, { timeout: 20_000 }).toHaveLength(1);
    writeFileSync(join(folder, 'machine'), 'second\n');
    await page.reload();
    await expect.poll(words, { timeout: 20_000 }).toHaveLength(2);
    const [before, after] = words();
    expect(after).not.toBe(before);
    expect(checkWords('A'.repeat(43))).toHaveLength(24);
  });
});

describe('the pairing link', () => {
  it('works in the tab where the kiosk is open already, without opening it anew', async () => {
    const { page } = await profile('');
    await page.goto(link(newNonce()));
    await expect.poll(() => log.join(), { timeout: 15_000 }).toContain('refused a page');
    await page.evaluate(() => void ((globalThis as { same?: boolean }).same = true));
    await page.evaluate((href) => void (location.href = href), link());
    await connected();
    expect(await page.evaluate(() => (globalThis as { same?: boolean }).same)).toBe(true);
    expect(await addresses(page)).not.toContain('reader=');
  });
  it('works in another tab, which keeps no secret while it waits for the first', async () => {
    const { context, page } = await profile('');
    await page.goto(link(newNonce()));
    await expect.poll(() => log.join(), { timeout: 15_000 }).toContain('refused a page');
    const second = await context.newPage();
    await second.goto(link());
    await connected();
    expect(await addresses(second)).not.toContain('reader=');
  });
});
