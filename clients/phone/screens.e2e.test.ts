import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { axeFaults, overflowFaults } from '#clients/kiosk/test/inspect.ts';
import { LANGUAGES } from '#clients/words/languages.ts';
import { phoneWords } from '#clients/words/test/spoken.ts';
import { JOURNEY, SCREENS } from '#clients/lab/pages/phone/gallery/states.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { charactersToRead, SMOOTH_WAY } from './test/reading.ts';

let gallery: Gallery;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await launchBrowser();
  const viewport = { width: 320, height: 568 };
  page = await (await browser.newContext({ viewport, reducedMotion: 'reduce' })).newPage();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

describe('every screen', () => {
  it('has nothing that axe finds wrong', async () => {
    const faults: string[] = [];
    for (const screen of Object.keys(SCREENS)) {
      await show(page, gallery, { screen });
      faults.push(...(await axeFaults(page)).map((fault) => `${screen}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it('keeps its contrast in the dark', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 568 }, colorScheme: 'dark' });
    const dark = await context.newPage();
    const faults: string[] = [];
    for (const screen of [
      'welcome',
      'numbers-birth',
      'pin-wrong',
      'hold',
      'selfie-no-match',
      'receipt-claimed',
      'rehearsal',
    ]) {
      await show(dark, gallery, { screen });
      faults.push(...(await axeFaults(dark)).map((fault) => `${screen}: ${fault}`));
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  it.each(LANGUAGES)(
    'fits 320 pixels in %s, and has one heading and one primary action',
    async (language) => {
      const faults: string[] = [];
      for (const screen of JOURNEY) {
        await show(page, gallery, { screen, language });
        faults.push(...(await overflowFaults(page)).map((fault) => `${screen}: ${fault}`));
        const counts = await page.evaluate(() => [
          document.querySelectorAll('h1').length,
          document.querySelectorAll('.button-primary').length > 1 ? 'too many' : 'fine',
        ]);
        if (counts.join() !== '1,fine') faults.push(`${screen}: ${counts.join()}`);
      }
      expect(faults).toEqual([]);
    },
  );

  // Besides the original the languages with the longest words.
  it.each(['ja', 'en', 'vi', 'pt'] as const)('fits with text at 200 %% in %s', async (language) => {
    const faults: string[] = [];
    for (const screen of JOURNEY) {
      await show(page, gallery, { screen, language, text: 2 });
      faults.push(...(await overflowFaults(page)).map((fault) => `${screen}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
});

describe('the way without a hitch', () => {
  it('has a person read 1,100 Japanese characters at most', async () => {
    const counts: Record<string, number> = {};
    for (const screen of SMOOTH_WAY) {
      await show(page, gallery, { screen });
      counts[screen] = await charactersToRead(page);
    }
    const sum = Object.values(counts).reduce((all, count) => all + count, 0);
    expect({ counts, sum, tooMany: sum > 1_100 }).toEqual({ counts, sum, tooMany: false });
  });
});

describe('words that could not be fetched', () => {
  it('are fetched again, and shown', async () => {
    const context = await browser.newContext();
    const other = await context.newPage();
    let refused = 0;
    await other.route(/\/words-phone-en-/, (route) => ((refused += 1), route.abort()), { times: 1 });
    await show(other, gallery, { screen: 'welcome', language: 'en' });
    expect(await other.locator('h1').textContent()).toBe(phoneWords('en').welcome.title);
    expect(refused).toBe(1);
    await context.close();
  });
});
