import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { localDatabase, type OperatorDatabase } from '#clients/operator/commands/database.ts';
import { MADE } from '#clients/operator/wrangler.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { issueCard, openLocalLab, type LabCardOrder } from '#clients/lab/people/lab.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { LANGUAGE_TAGS, type Language } from '#clients/words/languages.ts';
import { writeFakeVideo } from './fake-video.ts';

/** A local system and a browser whose camera shows a head that moves. */
export interface Desk {
  system: LocalSystem;
  database: OperatorDatabase;
  browser: Browser;
  now(): number;
  issue(order?: LabCardOrder): Promise<PersonalisedCard>;
  close(): Promise<void>;
}

/** A phone: a browser profile of its own, with a card in hand. */
export interface Phone {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page: refusals of the content policy, exceptions. */
  faults: string[];
  /** Every request: method, address, body as far as it is known. */
  sent: { line: string; body: Buffer | null }[];
}

/** Starts everything at 22:40 in Japan, when kiosks are about to close. */
export async function openDesk(): Promise<Desk> {
  const now = Math.floor(Date.now() / 1_000);
  const lab = await openLocalLab(now);
  // A folder of its own: pages that are built anew meanwhile would pull these from under the browser.
  const pages = await buildLabPages(lab, now, `${MADE}phone/pages`);
  const video = `${MADE}phone/head.mjpeg`;
  await writeFakeVideo(pages, video);
  const system = await startLocalSystem({ pages });
  system.clock.moveTo(inJapan(now, 0, '22:40'));
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ]);
  return {
    system,
    browser,
    database: localDatabase(system.database),
    now: () => system.clock.now(),
    issue: (order = {}) => issueCard(lab.authority, order, system.clock.now()),
    async close() {
      await browser.close();
      await system.stop();
    },
  };
}

interface PhoneOptions {
  language?: Language;
  /** Instead of the lab's card. */
  card?: PersonalisedCard;
  /** The camera of the device, allowed or not, or one that calls itself a program; else the simulated one. */
  camera?: 'allowed' | 'denied' | 'virtual';
  path?: string;
}

/** Opens the app on a phone that never had it. */
export async function openPhone(desk: Desk, options: PhoneOptions = {}): Promise<Phone> {
  const { language = 'ja', card, camera } = options;
  const context = await desk.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: LANGUAGE_TAGS[language],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // On the page, not the context: a service worker's own requests must not be held up.
  if (camera === 'denied') await denyCamera(page);
  if (camera === 'virtual') await page.addInitScript(nameCameras, 'OBS Virtual Camera');
  if (card) await page.route('**/lab/card.json', (route) => route.fulfill({ json: card }));
  const phone: Phone = { context, page, faults: [], sent: [] };
  watch(phone);
  await page.goto(`${desk.system.origin}/${camera ? '?camera=device' : ''}`);
  return phone;
}

/** This browser allows every camera, so the page is served as one that may not use any. */
async function denyCamera(page: Page): Promise<void> {
  await page.route('**/?camera=device', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'permissions-policy': 'camera=()' };
    await route.fulfill({ response, headers });
  });
}

/** In the page: every camera has this name. */
function nameCameras(name: string): void {
  for (const { prototype } of [MediaStreamTrack, MediaDeviceInfo])
    Object.defineProperty(prototype, 'label', { get: () => name });
}

/** Notes what the page complains about and what it sends. */
function watch({ page, faults, sent }: Phone): void {
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) =>
    sent.push({ line: `${request.method()} ${request.url()}`, body: request.postDataBuffer() }),
  );
}
