import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PIN } from '#clients/lab/people/cast.ts';
import { pressesOf } from '../../keypad/places.ts';
import { hear, listenIn } from '../ears.ts';
import { NEW_PASSWORD, putCardOn, renewCard, takeCard, walk } from '../hands.ts';
import { at, installKiosk, reservationState, startAfresh, type Installed, type Station } from '../station.ts';

/** Seconds of one press of a key that is felt for, and of a hand that moves a card. */
const PRESS = 0.4;
const CARD = 3;
/** Seconds in which somebody does STEP 2 who hears all of it and sees nothing. */
const LIMIT = 150;
/** How much faster than itself the voice is played to the test. */
const PACE = 12;
/** Within which a sentence is played, in milliseconds. */
const SOON = { timeout: 20_000 };

const PASSWORD_KEYS = [...NEW_PASSWORD].map(pressesOf).join('');

/** What a person does who has heard this, and does not look. */
const ACTS: Record<string, { press: string } | { hand: (page: Page) => Promise<void> }> = {
  'menu-keys': { press: '5' },
  'consent-keys': { press: '5' },
  'place-card': { hand: putCardOn },
  'pin-keys': { press: `${PIN}#` },
  'found-keys': { press: '5' },
  'password-keys': { press: `${PASSWORD_KEYS}#` },
  confirm: { press: `${PASSWORD_KEYS}#` },
  done: { hand: takeCard },
  'receipt-keys': { press: '5' },
};

async function pressAll(page: Page, keys: string): Promise<void> {
  for (const [index, key] of [...keys].entries()) {
    // OK needs a press of its own.
    if (index === keys.length - 1 && keys.length > 1) await page.waitForTimeout(400);
    await page.keyboard.press(key);
  }
}

/** STEP 2 for people who hear it. */
export function listener(station: () => Station): void {
  describe('by ear and keypad', () => {
    let kiosk: Installed;
    const open = async (search: string): Promise<Page> => {
      const { page } = kiosk;
      await page.goto(`${station().system.origin}/kiosk/${search}`);
      await at(page, 'menu');
      return page;
    };
    beforeAll(async () => {
      kiosk = await installKiosk(station());
      await kiosk.context.addInitScript(listenIn, PACE);
    });
    beforeEach(async () => {
      await startAfresh(station(), kiosk);
      await renewCard(kiosk.page);
    });
    afterAll(() => kiosk.context.close());

    it('a person who only listens does STEP 2 alone, within 150 seconds', async () => {
      const page = await open('?headphones');
      let [heard, seconds] = [0, 0];
      const left = new Set(Object.keys(ACTS));
      while (left.size > 0) {
        await expect.poll(async () => (await hear(page, 'ja')).length, SOON).toBeGreaterThan(heard);
        const { sentence, length } = (await hear(page, 'ja'))[heard++]!;
        seconds += length;
        const act = left.delete(sentence) ? ACTS[sentence] : undefined;
        if (!act) continue;
        if ('hand' in act) await act.hand(page);
        else await pressAll(page, act.press);
        seconds += 'hand' in act ? CARD : act.press.length * PRESS;
      }
      await at(page, 'menu');
      process.stdout.write(`by ear and keypad: ${heard} sentences, ${seconds.toFixed(0)} s\n`);
      expect(await reservationState(station())).toBe('completed');
      expect(seconds).toBeLessThanOrEqual(LIMIT);
    });

    it('hears the whole sentence, loud enough; a touch ends it, and a star repeats it', async () => {
      const page = await open('?headphones');
      await expect
        .poll(async () => (await hear(page, 'ja')).filter(({ ended }) => ended).length, SOON)
        .toBeGreaterThan(1);
      const [first] = await hear(page, 'ja');
      expect(first).toMatchObject({ sentence: 'menu', ended: true });
      expect(first!.peak).toBeGreaterThan(0.05);
      await page.keyboard.press('*');
      await expect
        .poll(async () => (await hear(page, 'ja')).filter(({ sentence }) => sentence === 'menu').length, SOON)
        .toBe(2);
    });

    it('is told what a new password misses', async () => {
      const page = await open('?headphones');
      await walk(page, 'menu', 'password');
      await pressAll(page, '21#');
      const missed = async () => (await hear(page, 'ja')).map(({ sentence }) => sentence).slice(-2);
      await expect.poll(missed, SOON).toEqual(['password-too-short', 'password-no-digit']);
    });

    it('is silent until somebody asks, with a star or with the key on the screen, and speaks three languages', async () => {
      const page = await open('');
      await walk(page, 'menu', 'consent');
      expect(await hear(page, 'ja')).toEqual([]);
      await page.keyboard.press('*');
      await expect.poll(async () => (await hear(page, 'ja'))[0]?.sentence, SOON).toBe('consent');
      await page.keyboard.press('3');
      await expect
        .poll(async () => (await hear(page, 'ja-easy')).some(({ sentence }) => sentence === 'consent'), SOON)
        .toBe(true);
      await page.keyboard.press('3');
      await expect
        .poll(async () => (await hear(page, 'en')).some(({ sentence }) => sentence === 'consent'), SOON)
        .toBe(true);
    });

    it('works every control by place, darkens the screen, and never loses the focus', async () => {
      const page = await open('?headphones');
      const focused = () => page.evaluate(() => document.activeElement?.tagName);
      for (let step = 0; step < 4; step++) {
        await page.keyboard.press('8');
        expect(await focused()).not.toBe('BODY');
      }
      await page.keyboard.press('7');
      const light = () => page.locator('.kiosk').evaluate((element) => getComputedStyle(element).opacity);
      await expect.poll(light).toBe('0');
      await page.locator('.curtain').click();
      await expect.poll(light).toBe('1');
      await page.keyboard.press('1');
      await page.locator('dialog.help').waitFor();
      await page.keyboard.press('0');
      await page.locator('dialog.help').waitFor({ state: 'detached' });
      await expect.poll(focused).not.toBe('BODY');
    });

    it('types on after a language was chosen in the list of the header', async () => {
      const page = await open('');
      await walk(page, 'menu', 'pin');
      await page.locator('.language-switcher select').focus();
      await page.locator('.language-switcher select').selectOption('en');
      await page.locator('h1', { hasText: 'PIN' }).waitFor();
      await page.keyboard.type(PIN);
      expect(await page.locator('.dot.filled').count()).toBe(4);
    });
  });
}
