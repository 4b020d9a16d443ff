import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults, overflowFaults } from '#clients/kiosk/test/inspect.ts';
import { cross, openDesk, type Desk } from './test/desk.ts';
import { AT_KIOSK, PHONE } from './test/visit.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** Goes on with the Tab key until this is what has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label?.trim();
    });
    if (focused === name) return;
  }
  throw new Error(`the Tab key does not come to: ${name}`);
}

describe('the console, in Chromium', () => {
  it.each([
    { language: 'ja', width: 1_280 },
    { language: 'en', width: 640, height: 400 },
    { language: 'en', width: 390, colorScheme: 'dark' },
  ] as const)('has nothing that axe finds wrong, and does not scroll sideways: %o', async (as) => {
    const { page, faults } = await desk.open(as);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('#search').fill(PHONE);
    await page.locator('#search').press('Enter');
    await page.locator('.result table').waitFor();
    expect([await axeFaults(page), await overflowFaults(page)]).toEqual([[], []]);
    await page.locator('#calendar ~ .buttons button').first().click();
    expect([await axeFaults(page), await overflowFaults(page), faults]).toEqual([[], [], []]);
    await page.context().close();
  });

  it('is worked by keyboard alone: a closure planned and taken back, a visit found, opened again', async () => {
    const { page, faults } = await desk.open({ language: 'en' });
    await tabTo(page, "A kiosk's name, a reservation's id, or an 8-letter support number");
    await page.keyboard.type(AT_KIOSK.toLowerCase().replace(/(.{4})/, '$1 '));
    await page.keyboard.press('Enter');
    await page.locator('.result table').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(`Found for ${AT_KIOSK}`);
    expect(await page.locator('.result tbody tr td:nth-child(2)').allTextContents()).toEqual([
      'Reservation',
      'reserved',
      'Visit at a kiosk',
      'found by the card at a kiosk',
      'reset authorised',
      'new password set',
    ]);

    await tabTo(page, 'Plan a closure');
    await page.keyboard.press('Enter');
    await tabTo(page, 'See what it takes');
    await page.keyboard.press('Enter');
    await page.locator('.weight').waitFor();
    expect(await page.locator('.weight').textContent()).toMatch(
      /^2,000 live reservations lose [\d,]+ kiosk hours/,
    );
    // Pressed twice by a quick hand: nobody has read it.
    await page.keyboard.press('Enter');
    expect(await closures()).toEqual([]);
    await page.waitForTimeout(650);
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('.said').textContent()).toBe('The closure is planned.');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Plan a closure');
    expect(await closures()).toMatchObject([{ scope: 'both', reason: 'maintenance' }]);

    await tabTo(page, 'Take back or end');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    // The key that opened it, once more: nothing is ended by it.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await closures()).toHaveLength(1);
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    await tabTo(page, 'End it');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await closures()).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is red where a threshold is crossed, and nowhere else', async () => {
    const { page } = await desk.open({ language: 'en' });
    expect(await page.locator('.crossed').count()).toBe(0);
    await cross(desk, true);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.locator('.crossed').waitFor();
    expect(await page.locator('.crossed h3').allTextContents()).toEqual(['Time to answer a claim (95 %)']);
    expect(await page.locator('.crossed .over').textContent()).toContain('claim-slow');
    expect(await axeFaults(page)).toEqual([]);
    await cross(desk, false);
    await page.context().close();
  });

  it('finds kiosks by their name, and says when one has hours of its own', async () => {
    await desk.system.database
      .prepare(`UPDATE kiosks SET opens_at = 540, closes_at = 1020 WHERE id = 'k120'`)
      .run();
    const { page } = await desk.open({ language: 'en' });
    await page.locator('#search').fill('Store 120');
    await page.locator('#search').press('Enter');
    const rows = page.locator('.result tbody tr');
    await rows.first().waitFor();
    expect(await rows.locator('th, td:nth-child(4)').allTextContents()).toEqual(
      expect.arrayContaining(['Store 120', '9:00–17:00', 'Store 1200', 'as the service']),
    );
    await page.context().close();
  });

  it('says when somebody is not logged in any more, and keeps what was seen', async () => {
    const { page } = await desk.open({ language: 'en' });
    await page.route('**/calls/*', (route) => route.fulfill({ status: 403 }));
    await page.getByRole('button', { name: 'Refresh' }).click();
    expect(await page.locator('main .trouble').textContent()).toContain('You are not logged in any more');
    expect(await page.locator('.number').count()).toBe(6);
    await page.context().close();
  });

  it('closes and opens at once, says what was refused, and the trail has who did it', async () => {
    const { page } = await desk.open({ language: 'en' });
    const act = async (name: string) => {
      await page.getByRole('button', { name }).first().click();
      await page.locator('dialog .main').click();
    };
    await act('Open now');
    expect(await page.locator('dialog .trouble').textContent()).toContain('No closure is in force.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close now' }).click();
    await page.locator('.weight', { hasText: '2,000 live reservations' }).waitFor();
    await page.locator('dialog .main').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await closures()).toMatchObject([{ reason: 'emergency', cuts: false }]);
    await page.locator('.calendar li').first().waitFor();
    await act('Open now');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await closures()).toEqual([]);
    const { results } = await desk.system.database
      .prepare(
        `SELECT DISTINCT detail ->> 'actor' AS actor FROM audit_events WHERE kind LIKE 'maintenance-%'`,
      )
      .all();
    expect(results).toEqual([{ actor: 'local' }]);
    await page.context().close();
  });
});

const closures = async () => (await desk.system.operator.ask('listClosures', {})).closures;
