import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { axeFaults } from '#clients/kiosk/test/inspect.ts';
import { openApiDocument } from '#schema/openapi/document.ts';
import { referencePage } from '#schema/openapi/page.ts';

const style = readFileSync(new URL('../../../schema/openapi/page.css', import.meta.url), 'utf8');
const html = referencePage(openApiDocument(), 'page.css').replace(
  /<link[^>]*page\.css[^>]*>/,
  `<style>${style}</style>`,
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each([360, 1_280])('the reference, %i pixels wide', (width) => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds wrong, and does not scroll sideways: %s',
    async (colorScheme) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      await page.setContent(html);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([wide, await axeFaults(page)]).toEqual([width, []]);
      await context.close();
    },
  );
});
