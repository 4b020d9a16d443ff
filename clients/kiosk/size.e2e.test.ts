import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREENS } from '#clients/lab/pages/kiosk/gallery/states.ts';
import { LANGUAGES } from '#clients/words/languages.ts';
import { launchBrowser } from './test/browser.ts';
import { overHeight } from './test/inspect.ts';
import { openGallery, show, withoutPaint, type Gallery } from './test/gallery.ts';

let browser: Browser;
let gallery: Gallery;
beforeAll(async () => void ([browser, gallery] = await Promise.all([launchBrowser(), openGallery()])));
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

/** Pixels, and the width of the picture in millimetres. */
const DISPLAYS = [
  [1080, 1920, 194],
  [1080, 1920, 398],
  [1280, 1024, 309],
  [1366, 768, 345],
  [1024, 768, 317],
  [1920, 1080, 345],
  [2160, 3840, 398],
  [3840, 2160, 708],
] as const;
const KEYPADS = new Set(['pin', 'password', 'confirm', 'confirm-differs']);

/** In the page: texts that are smaller than 4.5 mm. */
function smallTexts(mm: number): string[] {
  const faults = new Set<string>();
  const walker = document.createTreeWalker(document.querySelector('.kiosk')!, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!;
    if (!walker.currentNode.textContent!.trim() || element.closest('.visually-hidden')) continue;
    const size = (Number.parseFloat(getComputedStyle(element).fontSize) / innerWidth) * mm;
    if (size < 4.45) faults.add(`text of ${size.toFixed(1)} mm: ${element.className || element.tagName}`);
  }
  return [...faults];
}

/** In the page: what is to be touched and smaller than 15 mm. */
function smallTargets(mm: number): string[] {
  const faults = new Set<string>();
  for (const target of document.querySelectorAll('.kiosk :is(button, select, summary)')) {
    const { width, height } = target.getBoundingClientRect();
    const least = (Math.min(width, height) / innerWidth) * mm;
    if (width > 0 && least < 14.95)
      faults.add(`target of ${least.toFixed(1)} mm: ${target.className || target.tagName}`);
  }
  return [...faults];
}

/** Millimetres above the lower edge of the display that are within reach from a wheelchair if that edge hangs at 800. */
const REACH = 1_220 - 800;

/** In the page: keys, and what ends the entry, that are further up. */
function outOfReach([mm, reach]: [number, number]): string[] {
  const keys = [...document.querySelectorAll<HTMLElement>('.keys .key, .composer > .actions > *')];
  const heights = keys.map((key) => ((innerHeight - key.getBoundingClientRect().top) / innerWidth) * mm);
  const most = Math.max(...heights);
  return most > reach ? [`a key ${most.toFixed(0)} mm above the edge`] : [];
}

const tooHigh = async (page: Page): Promise<string[]> => {
  const over = await overHeight(page);
  return over > 0 ? [`${over} pixels too high`] : [];
};

/** In the page: keys, and what ends the entry, that lie under the edge of the display in a larger text. */
function outOfSight(): string[] {
  const { dataset } = document.documentElement;
  dataset['text'] = 'large';
  const keys = [...document.querySelectorAll<HTMLElement>('.keys .key, .composer > .actions > *')];
  const under = Math.max(...keys.map((key) => Math.ceil(key.getBoundingClientRect().bottom))) - innerHeight;
  dataset['text'] = 'normal';
  return under > 0 ? [`a key ${under} pixels under the edge in a larger text`] : [];
}

/** Every screen in one language, each display begins with another; the keypads in all. */
const looks = (first: number) =>
  Object.keys(SCREENS).flatMap((screen, index) =>
    KEYPADS.has(screen)
      ? LANGUAGES.map((language) => ({ screen, language }))
      : [{ screen, language: LANGUAGES[(first + index) % LANGUAGES.length]! }],
  );

const look = async (page: Page, mm: number, first: number) => {
  const kept = { ...gallery, address: `${gallery.address}?mm=${mm}` };
  const wrong: Record<string, string[]> = {};
  await show(page, kept, { screen: 'menu' });
  await withoutPaint(page);
  for (const showing of looks(first)) {
    await show(page, kept, showing);
    const faults = [
      ...(await page.evaluate(smallTexts, mm)),
      ...(await page.evaluate(smallTargets, mm)),
      ...(KEYPADS.has(showing.screen) ? await tooHigh(page) : []),
      ...(KEYPADS.has(showing.screen) ? await page.evaluate(outOfSight) : []),
      ...(KEYPADS.has(showing.screen)
        ? await page.evaluate(outOfReach, [mm, REACH] as [number, number])
        : []),
    ];
    if (faults.length > 0) wrong[`${showing.screen} in ${showing.language}`] = faults;
  }
  return wrong;
};

describe.concurrent('all can be read and touched, and keypads fit,', () => {
  it.each(DISPLAYS)('at %i × %i on %i mm', async (width, height, mm) => {
    const page = await browser.newPage({ viewport: { width, height } });
    const first = DISPLAYS.findIndex((display) => display[0] === width && display[2] === mm);
    expect(await look(page, mm, first)).toEqual({});
    await page.close();
  });
});
