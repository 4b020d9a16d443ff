import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kioskWords } from '#clients/words/test/spoken.ts';
import { walk } from '../hands.ts';
import { at, installKiosk, startAfresh, type Installed, type Station } from '../station.ts';

const { visit: words } = kioskWords('ja');

/** Whoever does not know how to go on. */
export function help(station: () => Station): void {
  describe('help', () => {
    let kiosk: Installed;
    const open = async (search: string) => {
      await kiosk.page.goto(`${station().system.origin}/kiosk/${search}`);
      await at(kiosk.page, 'menu');
    };
    beforeAll(async () => void (kiosk = await installKiosk(station())));
    beforeEach(() => startAfresh(station(), kiosk));
    afterAll(() => kiosk.context.close());

    it('is one key away on every screen: whom to call, and what to tell', async () => {
      const { page } = kiosk;
      await open('?help=0120-12-3456');
      await walk(page, 'menu', 'pin');
      await page.locator('.tool-help').click();
      await page.locator('dialog.help', { hasText: /0120\u201112\u20113456/ }).waitFor();
      const told = await page.locator('dialog.help dd').allTextContents();
      expect(told).toEqual(['Test kiosk', words.pin.title, expect.stringMatching(/^[A-Y]{8}$/)]);
      await page.keyboard.press('Escape');
      await page.locator('dialog.help').waitFor({ state: 'detached' });
    });

    it('for somebody without a reservation is the address, for the eye and for a camera', async () => {
      const { page } = kiosk;
      await open('');
      await page.locator('.needed .button').click();
      const dialog = page.locator('dialog.reserve');
      await dialog.locator('svg.qr').waitFor();
      expect(await dialog.textContent()).toContain(new URL(page.url()).host);
    });

    it('has steps that the header counts as the plan does', async () => {
      const { page } = kiosk;
      await walk(page, 'menu', 'consent');
      const plan = await page.locator('.plan li').count();
      await walk(page, 'consent', 'place-card');
      expect(await page.locator('.screen-step').textContent()).toBe(words.step({ current: 1, total: plan }));
    });

    it('does not let everybody into the check of the machine', async () => {
      const { page } = kiosk;
      await open('');
      expect(await page.locator('.staff').count()).toBe(0);
      await open('?staff=2580');
      const type = async (code: string) => {
        for (const digit of code) await page.locator('dialog.staff-code .key', { hasText: digit }).click();
      };
      await page.locator('.staff').click();
      await type('2581');
      await at(page, 'menu');
      await type('2580');
      await at(page, 'self-test');
    });
  });
}
