import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { MADE } from '#clients/operator/wrangler.ts';
import { cross, openDesk } from './desk.ts';
import { AT_KIOSK } from './visit.ts';

// `npm run lab -- console:screens [STATE]`: pictures of the console, in .kaijo/screens/console/.

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
  closed: async (page) => {
    const ordered = { cuts: false, note: null, force: true } as const;
    const from = desk.system.clock.now() + 5 * 86_400;
    const plans = [
      { from, until: from + 7_200, scope: 'both', reason: 'maintenance', ...ordered },
      { from: from + 86_400 * 2, until: from + 86_400 * 4, scope: 'kiosk', reason: 'closed-day', ...ordered },
    ] as const;
    const { operator } = desk.system;
    const planned = [];
    for (const plan of plans) planned.push(await operator.ask('planClosure', plan));
    await page.locator('.bar > button').first().click();
    await page.locator('.calendar li').first().waitFor();
    for (const { id } of planned) await operator.ask('endClosure', { id });
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

const only = process.argv[2];
const folder = `${MADE}screens/console`;
await mkdir(folder, { recursive: true });
const desk = await openDesk();
for (const language of ['ja', 'en'] as const)
  for (const [size, [width, height]] of Object.entries(SIZES))
    for (const [state, bring] of Object.entries(STATES)) {
      if (only !== undefined && state !== only) continue;
      const colorScheme = size === 'narrow' && language === 'en' ? 'dark' : 'light';
      const { page } = await desk.open({ language, width, height, colorScheme });
      await bring(page);
      const fullPage = state !== 'plan' && state !== 'close';
      await page.screenshot({ path: `${folder}/${state}-${language}-${size}.png`, fullPage });
      await page.context().close();
    }
await desk.close();
process.stdout.write(`${folder}\n`);
