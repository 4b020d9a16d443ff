import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { LANGUAGES } from '#clients/words/languages.ts';
import { JOURNEY } from '#clients/lab/pages/phone/gallery/states.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { pictureFaults, sightFaults } from './test/sight.ts';

let gallery: Gallery;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await launchBrowser();
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

/** Phones that people have, less what their browser or shell takes. */
const PHONES = [
  { width: 360, height: 640 },
  { width: 375, height: 647 },
  { width: 390, height: 763 },
];

describe('what is pressed next is in sight without scrolling', () => {
  it.each(LANGUAGES)('in %s, and so is every key where one types', async (language) => {
    const faults: string[] = [];
    for (const screen of JOURNEY) {
      await show(page, gallery, { screen, language });
      for (const phone of PHONES) {
        await page.setViewportSize(phone);
        const said = await sightFaults(page);
        faults.push(...said.map((fault) => `${screen} on ${phone.width}×${phone.height}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });
});

describe('the picture of the camera', () => {
  it.each([
    [360, 640, 1],
    [320, 568, 2],
    [667, 375, 1],
    [568, 320, 2],
  ])(
    'on %d×%d, with text of %d times, is most of the screen, and the face is free',
    async (width, height, text) => {
      await page.setViewportSize({ width, height });
      const faults: string[] = [];
      for (const screen of ['viewfinder', 'viewfinder-dark', 'viewfinder-manual'])
        for (const language of LANGUAGES) {
          await show(page, gallery, { screen, language, text });
          const said = await pictureFaults(page);
          faults.push(...said.map((fault) => `${screen} in ${language}: ${fault}`));
        }
      expect(faults).toEqual([]);
    },
  );
});
