import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults, overflowFaults } from '#clients/kiosk/test/inspect.ts';
import { openDesk, type Desk } from './test/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

describe('the console, in Chromium', () => {
  it.each([
    { language: 'ja', width: 1_280 },
    { language: 'en', width: 390, colorScheme: 'dark' },
  ] as const)('has nothing that axe finds wrong, and does not scroll sideways: %o', async (as) => {
    const { page, faults } = await desk.open(as);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect([await axeFaults(page), await overflowFaults(page), faults]).toEqual([[], [], []]);
    await page.context().close();
  });
});
