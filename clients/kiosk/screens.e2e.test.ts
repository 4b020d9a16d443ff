import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '#clients/words/languages.ts';
import { kioskWords } from '#clients/words/test/spoken.ts';
import { SCREENS } from '#clients/lab/pages/kiosk/gallery/states.ts';
import { DISPLAYS, launchBrowser, type Display } from './test/browser.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { axeFaults, overflowFaults, overHeight } from './test/inspect.ts';

// Every screen is looked at here, each in one language after another; `npm run lab -- kiosk:inspect` looks at all in all.

let browser: Browser;
let gallery: Gallery;
beforeAll(async () => void ([browser, gallery] = await Promise.all([launchBrowser(), openGallery()])));
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

const names = Object.keys(SCREENS);
const languageOf = (index: number): Language => LANGUAGES[index % LANGUAGES.length]!;

/** What is wrong on all screens, by screen. */
async function look(
  display: Display,
  check: (page: Page, screen: string, index: number) => Promise<string[]>,
) {
  const page = await browser.newPage({ viewport: DISPLAYS[display] });
  const wrong: Record<string, string[]> = {};
  for (const [index, screen] of names.entries()) {
    const faults = await check(page, screen, index);
    if (faults.length > 0) wrong[screen] = faults;
  }
  await page.close();
  return wrong;
}

it('the inspection finds what is planted', async () => {
  const page = await browser.newPage({ viewport: DISPLAYS.landscape });
  await show(page, gallery, { screen: 'pin' });
  await page.evaluate(() => {
    document.querySelector('.key-tool')!.removeAttribute('aria-label');
    document.querySelector<HTMLElement>('h1')!.style.cssText = 'width: 90px; white-space: nowrap';
    document.querySelector<HTMLElement>('.screen-main')!.style.minHeight = '2000px';
  });
  expect(await axeFaults(page)).toEqual([expect.stringContaining('button-name')]);
  expect(await overflowFaults(page)).toEqual([expect.stringContaining('H1')]);
  expect(await overHeight(page)).toBeGreaterThan(0);
  await page.close();
});

it('a wait for an answer moves, and is owned up to when it is long', async () => {
  const page = await browser.newPage({ viewport: DISPLAYS.portrait });
  const { still } = kioskWords('ja').visit.pin;
  const moves = () => page.evaluate(() => document.getAnimations().length);
  await show(page, gallery, { screen: 'pin-checking' });
  expect([await moves(), await page.getByText(still).count()]).toEqual([3, 0]);
  await show(page, gallery, { screen: 'pin-checking-long' });
  await page.getByText(still).waitFor();
  await page.close();
});

it.concurrent('axe finds nothing on any screen', async () => {
  const faults = await look('landscape', async (page, screen, index) => {
    await show(page, gallery, { screen, language: languageOf(index) });
    return axeFaults(page);
  });
  expect(faults).toEqual({});
});

it.concurrent('axe finds nothing on any screen in high contrast with low controls', async () => {
  const faults = await look('portrait', async (page, screen) => {
    await show(page, gallery, { screen, contrast: 'more', controls: 'low' });
    return axeFaults(page);
  });
  expect(faults).toEqual({});
});

// They mostly wait for the browser, so they wait beside each other.
describe.concurrent.each(Object.keys(DISPLAYS) as Display[])('on the %s display', (display) => {
  it('every screen is there at one glance, with nothing to scroll', async () => {
    const faults = await look(display, async (page, screen, index) => {
      await show(page, gallery, { screen, language: index % 2 ? 'ja' : 'en' });
      const over = await overHeight(page);
      return over > 0 ? [`${over} pixels too high`] : [];
    });
    expect(faults).toEqual({});
  });
  it.each([1.3, 2])('nothing overflows at %d times the text', async (text) => {
    const faults = await look(display, async (page, screen, index) => {
      await show(page, gallery, { screen, language: languageOf(index + 3), text });
      return overflowFaults(page);
    });
    expect(faults).toEqual({});
  });
});
