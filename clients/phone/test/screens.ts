import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { LANGUAGES, type Language } from '#clients/words/languages.ts';
import { JOURNEY, SCREENS } from '#clients/lab/pages/phone/gallery/states.ts';
import { openGallery, show, type Gallery } from './gallery.ts';

const FOLDER = fileURLToPath(new URL('../../../.kaijo/screens/phone/', import.meta.url));
const SMALL = { width: 320, height: 568 };
const USUAL = { width: 390, height: 844 };

interface Series {
  name: string;
  viewport: { width: number; height: number };
  language: Language;
  text?: number;
  dark?: boolean;
  screens: readonly string[];
}

const all = Object.keys(SCREENS);
const SERIES = LANGUAGES.flatMap((language): Series[] => [
  { name: `${language}-390`, viewport: USUAL, language, screens: all },
  { name: `${language}-320`, viewport: SMALL, language, screens: JOURNEY },
  { name: `${language}-200-percent`, viewport: USUAL, language, text: 2, screens: JOURNEY },
  { name: `${language}-dark`, viewport: USUAL, language, dark: true, screens: JOURNEY },
]);

/** Takes a picture of every screen of one series. */
async function photograph(browser: Browser, gallery: Gallery, series: Series): Promise<number> {
  const { name, viewport, language, text = 1, dark = false, screens } = series;
  const context = await browser.newContext({ viewport, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  await mkdir(`${FOLDER}${name}`, { recursive: true });
  for (const screen of screens) {
    await show(page, gallery, { screen, language, text });
    if (screen.startsWith('viewfinder')) await page.waitForTimeout(900);
    await page.screenshot({ path: `${FOLDER}${name}/${screen}.png`, fullPage: true });
  }
  await context.close();
  return screens.length;
}

// Named series, e.g. `pt-390`; without a name those in Japanese and English.
const named = process.argv.slice(2);
const wanted = ({ name, language }: Series) =>
  named.length > 0 ? named.includes(name) : language === 'ja' || language === 'en';
await rm(FOLDER, { recursive: true, force: true });
const gallery = await openGallery();
const browser = await launchBrowser();
for (const series of SERIES.filter(wanted)) {
  const taken = await photograph(browser, gallery, series);
  process.stdout.write(`${series.name}: ${taken} screens\n`);
}
await browser.close();
await gallery.close();
