import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { MADE } from '#clients/operator/wrangler.ts';
import { cross, openDesk } from './desk.ts';
import { AT_KIOSK } from './visit.ts';

// `npm run lab -- console:screens`: pictures of the console, in .kaijo/screens/console/.

/** What is on the page, and how it comes there. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  page: async () => undefined,
  tables: async (page) => {
    for (const summary of await page.locator('summary').all()) await summary.click();
  },
  visit: (page) => searchFor(page, AT_KIOSK),
  kiosks: (page) => searchFor(page, 'Store 12'),
  nothing: (page) => searchFor(page, 'nowhere'),
  plan: (page) => planAt(page),
  crossed: async (page) => {
    await cross(desk, true);
    await page.locator('.bar > button').click();
    await page.locator('.crossed').first().waitFor();
    await cross(desk, false);
  },
  close: (page) => page.locator('#calendar ~ .buttons button').nth(1).click(),
};

async function searchFor(page: Page, text: string): Promise<void> {
  await page.locator('#search').fill(text);
  await page.locator('#search').press('Enter');
  await page.locator('.result').waitFor();
}

async function planAt(page: Page): Promise<void> {
  await page.locator('#calendar ~ .buttons button').first().click();
  await page.locator('dialog .main').click();
  await page.locator('.weight').waitFor();
}

/** 200 %: half the room, as a browser gives it when somebody zooms. */
const SIZES = { wide: [1_280, 800], zoomed: [640, 400], narrow: [390, 844] } as const;

const folder = `${MADE}screens/console`;
await mkdir(folder, { recursive: true });
const desk = await openDesk();
for (const language of ['ja', 'en'] as const)
  for (const [size, [width, height]] of Object.entries(SIZES))
    for (const [state, bring] of Object.entries(STATES)) {
      const colorScheme = size === 'narrow' && language === 'en' ? 'dark' : 'light';
      const { page } = await desk.open({ language, width, height, colorScheme });
      await bring(page);
      const fullPage = state !== 'plan' && state !== 'close';
      await page.screenshot({ path: `${folder}/${state}-${language}-${size}.png`, fullPage });
      await page.context().close();
    }
await desk.close();
process.stdout.write(`${folder}\n`);
