import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { axeFaults, overflowFaults } from '#clients/kiosk/test/inspect.ts';
import { JOURNEY } from '#clients/lab/pages/phone/gallery/states.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { colourFaults, keyboardFaults, orderFaults } from './test/hands.ts';
import { primaryFaults } from './test/sight.ts';

let gallery: Gallery;
let browser: Browser;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

type Look = (page: Page) => Promise<string[]>;

/** Every screen of the way, looked at in one manner; those of the camera are a test of their own. */
async function faultsOf(context: BrowserContextOptions, ...looks: Look[]): Promise<string[]> {
  const opened = await browser.newContext({ reducedMotion: 'reduce', ...context });
  const page = await opened.newPage();
  const faults: string[] = [];
  for (const screen of JOURNEY) {
    await show(page, gallery, { screen });
    for (const look of looks) faults.push(...(await look(page)).map((fault) => `${screen}: ${fault}`));
  }
  await opened.close();
  return faults;
}

const SMALL = { width: 360, height: 640 };

it('who has no pointer reaches all there is, in the order in which it is read, and sees where they are', async () => {
  expect(await faultsOf({ viewport: SMALL }, keyboardFaults)).toEqual([]);
});

it('what is read aloud comes in the order in which it stands', async () => {
  expect(await faultsOf({ viewport: SMALL }, orderFaults)).toEqual([]);
});

it('in the system’s own colours every button has a border and every link a line', async () => {
  expect(await faultsOf({ viewport: SMALL, forcedColors: 'active' }, axeFaults, colourFaults)).toEqual([]);
});

it('lying on its side the phone has the primary action in sight, and nothing sticks out', async () => {
  expect(await faultsOf({ viewport: { width: 640, height: 360 } }, overflowFaults, primaryFaults)).toEqual(
    [],
  );
});
