import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PIN } from '#clients/lab/people/cast.ts';
import { kioskWords } from '#clients/words/test/spoken.ts';
import { DISPLAYS, type Display } from '../browser.ts';
import { NEW_PASSWORD, walk } from '../hands.ts';
import { at, installKiosk, reservationState, type Station } from '../station.ts';
import { countTouches, screensSeen, watchScreens } from '../watch.ts';

const { certificate, receipt } = kioskWords('ja').visit;

/** STEP 2 as it should be. */
export function journey(station: () => Station): void {
  describe.each(Object.keys(DISPLAYS) as Display[])('STEP 2 on the %s display', (display) => {
    it('goes from the menu to the receipt, and phone and kiosk show the same code', async () => {
      await station().restore();
      const { page, context } = await installKiosk(station(), display);
      await watchScreens(page);
      await walk(page, 'menu', 'found');
      const shown = await page.locator('.match-code-value [aria-hidden]').textContent();
      const { matchCode } = await station().phone.call('getReservation', { token: station().ticket });
      expect(shown).toBe(matchCode);
      await walk(page, 'found', 'done');
      // The page read the signature certificate with the new password: the card has taken it. Then the service was asked.
      const told = (await page.locator('.certificate').textContent())?.trim();
      expect([certificate.valid, certificate.good]).toContain(told);
      await walk(page, 'done', 'receipt');
      await page.getByText(receipt.recorded).first().waitFor();
      await page.getByText(certificate.good).waitFor();
      expect(await reservationState(station())).toBe('completed');
      const screens = (await screensSeen(page)).filter((name) => name !== 'menu' && name !== 'receipt');
      const touches = await countTouches(page);
      process.stdout.write(
        `${display}: ${screens.length} screens after the menu (${screens.join(' → ')}), ${touches} touches for a password of ${NEW_PASSWORD.length}\n`,
      );
      expect(screens.length).toBeLessThanOrEqual(8);
      await page.locator('.button-primary').click();
      await at(page, 'menu');
      await context.close();
    });
  });

  it('STEP 2 with a keyboard alone, but for the card', async () => {
    await station().restore();
    const { page, context } = await installKiosk(station());
    await tabTo(page, '.entry');
    await at(page, 'consent');
    await tabTo(page, '.button-primary');
    await walk(page, 'place-card', 'pin');
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await at(page, 'found');
    await tabTo(page, '.button-primary');
    const typed = NEW_PASSWORD.toLowerCase();
    await at(page, 'password');
    await page.keyboard.type(typed);
    // The second entry begins as early as it can: were its first key lost, it would differ from the first entry.
    await page.evaluate(typeAtOnce, { screen: 'confirm', key: typed[0]! });
    await page.keyboard.press('Enter');
    await at(page, 'confirm');
    await page.keyboard.type(typed.slice(1));
    await page.keyboard.press('Enter');
    await walk(page, 'done', 'receipt');
    await tabTo(page, '.button-primary');
    await at(page, 'menu');
    await expect.poll(() => reservationState(station())).toBe('completed');
    await context.close();
  });
}

/** In the page: presses a key in the moment in which a screen appears, before anything else can happen. */
function typeAtOnce({ screen, key }: { screen: string; key: string }): void {
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector(`[data-screen^="${screen}"]`)) return;
    observer.disconnect();
    dispatchEvent(new KeyboardEvent('keydown', { key }));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** Goes on with Tab until the focus is there, and presses Enter. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector))
      return page.keyboard.press('Enter');
  }
  throw new Error(`${selector} is not reached with Tab`);
}
