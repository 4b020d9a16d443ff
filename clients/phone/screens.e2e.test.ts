import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { axeFaults, overflowFaults } from '#clients/kiosk/test/inspect.ts';
import { LANGUAGES } from '#clients/words/languages.ts';
import { phoneWords } from '#clients/words/test/spoken.ts';
import { OPERATOR } from '#clients/lab/people/cast.ts';
import { JOURNEY, SCREENS } from '#clients/lab/pages/phone/gallery/states.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { lineFaults } from './test/lines.ts';
import { charactersToRead, SMOOTH_WAY } from './test/reading.ts';
import { pictureFaults, sightFaults } from './test/sight.ts';

const SMALLEST = { width: 320, height: 568 };

let gallery: Gallery;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: SMALLEST, reducedMotion: 'reduce' })).newPage();
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
    const context = await browser.newContext({ viewport: SMALLEST, colorScheme: 'dark' });
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
});

describe('every refusal', () => {
  it('says whom to ask: the telephone with its hours, the eight letters of the visit, the office', async () => {
    const { shared } = phoneWords('ja');
    const { telephone, hours } = OPERATOR;
    const faults: string[] = [];
    for (const screen of Object.keys(SCREENS).filter((name) => name.startsWith('refused-'))) {
      await show(page, gallery, { screen });
      const text = (await page.locator('main').innerText()).replaceAll(/\s/g, '');
      const asks = [telephone!, hours.ja, shared.supportCode({ code: 'ACDEFHJK' }), shared.office];
      const missing = asks.filter((ask) => !text.includes(ask.replaceAll(/\s/g, '')));
      const [next, ...more] = await page.locator('.button-primary').all();
      if (!next || more.length > 0) missing.push('one next act');
      if (!/refused-phone-(away|reloaded)$/.test(screen))
        faults.push(...missing.map((ask) => `${screen}: ${ask}`));
    }
    expect(faults).toEqual([]);
  });
});

/** Phones that people have, less what their browser or shell takes. */
const PHONES = [
  { width: 360, height: 640 },
  { width: 375, height: 647 },
  { width: 390, height: 763 },
];

/** Each screen is shown once and looked at in every way: showing is what takes its time. */
describe.each(LANGUAGES)('in %s every screen', (language) => {
  it('fits 320 pixels, with text at 200 % too; what is pressed next is in sight without scrolling', async () => {
    const faults: string[] = [];
    for (const screen of JOURNEY) {
      await show(page, gallery, { screen, language });
      const looks = [...(await small(page)), ...(await counted(page)), ...(await inSight(page))];
      faults.push(...looks.map((fault) => `${screen}${fault}`));
    }
    expect(faults).toEqual([]);
  });
});

/** What does not fit the smallest display, as it is and with large text. */
async function small(page: Page): Promise<string[]> {
  await page.setViewportSize(SMALLEST);
  const faults = await overflowFaults(page);
  await setText(page, '200%');
  const large = await overflowFaults(page);
  await setText(page, '100%');
  return [...faults.map((fault) => `: ${fault}`), ...large.map((fault) => ` at 200 %: ${fault}`)];
}

const setText = (page: Page, size: string) =>
  page.evaluate((to) => void (document.documentElement.style.fontSize = to), size);

/** One heading, and one primary action at most. */
async function counted(page: Page): Promise<string[]> {
  const [headings, primary] = await page.evaluate(() =>
    ['h1', '.button-primary'].map((name) => document.querySelectorAll(name).length),
  );
  return headings === 1 && primary! <= 1 ? [] : [`: ${headings} headings, ${primary} primary actions`];
}

async function inSight(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const phone of PHONES) {
    await page.setViewportSize(phone);
    const said = await sightFaults(page);
    faults.push(...said.map((fault) => ` on ${phone.width}×${phone.height}: ${fault}`));
  }
  return faults;
}

describe.each(['ja', 'ja-easy'] as const)('in %s with text of twice the size', (language) => {
  it('no line begins inside a word or with a full stop', async () => {
    await page.setViewportSize(PHONES[0]!);
    const faults: string[] = [];
    for (const screen of JOURNEY) {
      await show(page, gallery, { screen, language, text: 2 });
      faults.push(...(await lineFaults(page)).map((fault) => `${screen}: ${fault}`));
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
