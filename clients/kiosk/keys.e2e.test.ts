import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#clients/words/languages.ts';
import { launchBrowser } from './test/browser.ts';
import { openGallery, show, type Gallery } from './test/gallery.ts';
import { KEY_DISPLAYS, mostMoved, passwords } from './test/moved.ts';

let browser: Browser;
let gallery: Gallery;
beforeAll(async () => void ([browser, gallery] = await Promise.all([launchBrowser(), openGallery()])));
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

describe.concurrent('the keys of the new password', () => {
  it.each(KEY_DISPLAYS)(
    'stay where they are at %i × %i, in every language, whatever is typed',
    async (width, height) => {
      const page = await browser.newPage({ viewport: { width, height } });
      const moved: Record<string, number> = {};
      for (const [index, language] of LANGUAGES.entries())
        moved[language] = await mostMoved(page, gallery, language, passwords(10, 20_261_130 + index));
      expect(moved).toEqual(Object.fromEntries(LANGUAGES.map((language) => [language, 0])));
      await page.close();
    },
  );
});

interface Finger {
  id: number;
  x: number;
  y: number;
  radiusX?: number;
  radiusY?: number;
}

/** A glass that fingers touch: a call says who comes or moves, and all others that lie there; or who goes, none for all. */
class Glass {
  readonly #session: CDPSession;
  constructor(session: CDPSession) {
    this.#session = session;
  }

  async lay(type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Finger[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

const pause = (page: Page, milliseconds: number) => page.waitForTimeout(milliseconds);

describe('a hand on the PIN pad', () => {
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, hasTouch: true });
    await show(page, gallery, { screen: 'pin' });
    const keyAt = async (name: string): Promise<Finger> => {
      const key = page.locator('.key', { hasText: new RegExp(`^${name}$`) });
      const box = (await key.boundingBox())!;
      return { id: 1, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const glass = new Glass(await page.context().newCDPSession(page));
    const entered = () => page.evaluate(() => document.body.dataset['entered'] ?? '');
    const digits = () => page.locator('.dot.filled').count();
    return { page, glass, keyAt, entered, digits };
  };

  it('slips by 15 px, flickers, and still types what it meant', async () => {
    const { page, glass, keyAt, digits } = await open();
    const one = await keyAt('1');
    await glass.lay('touchStart', one);
    await glass.lay('touchMove', { ...one, x: one.x + 15, y: one.y + 15 });
    // At once, as a flicker is: a busy machine must not make presses of it.
    const flicker = () => [glass.lay('touchEnd'), glass.lay('touchStart', one)];
    await Promise.all([...flicker(), ...flicker(), glass.lay('touchEnd')]);
    await pause(page, 100);
    expect(await digits()).toBe(1);
    await page.close();
  });

  it('rests beside the finger, and the finger types 1123 with 11 in 150 ms, and OK once', async () => {
    const { page, glass, keyAt, entered, digits } = await open();
    const palm = { ...(await keyAt('9')), id: 2 };
    await glass.lay('touchStart', palm);
    await pause(page, 100);
    for (const name of ['1', '1', '2', '3']) {
      const finger = await keyAt(name);
      await glass.lay('touchStart', palm, finger);
      await pause(page, 60);
      await glass.lay('touchEnd', finger);
      await pause(page, 75);
    }
    await expect.poll(digits).toBe(4);
    const ok = await page.locator('.key-enter').boundingBox();
    const onOk = { id: 1, x: ok!.x + 20, y: ok!.y + 20 };
    // The rest of the last digit is no OK.
    await glass.lay('touchStart', palm, onOk);
    await glass.lay('touchEnd', onOk);
    expect(await entered()).toBe('');
    await pause(page, 400);
    await glass.lay('touchStart', palm, onOk);
    await pause(page, 60);
    await glass.lay('touchEnd', onOk);
    await expect.poll(entered).toBe('1123');
    await page.close();
  });

  it('drags nothing: two fingers do not enlarge the page, one does not scroll it', async () => {
    const { page, glass } = await open();
    const [a, b] = [
      { id: 1, x: 400, y: 500 },
      { id: 2, x: 500, y: 600 },
    ];
    await glass.lay('touchStart', a, b);
    for (let step = 1; step < 10; step++)
      await glass.lay('touchMove', { ...a, x: a.x - 30 * step }, { ...b, x: b.x + 30 * step });
    await glass.lay('touchEnd');
    expect(await page.evaluate(() => visualViewport!.scale)).toBe(1);
    await page.close();
  });
});

describe('a new password', () => {
  it('is readable for a moment only: its last character, or all of it for eight seconds', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1024 } });
    await page.clock.install();
    await show(page, gallery, { screen: 'password' });
    const readable = async () => (await page.locator('.dot').allTextContents()).join('').replaceAll('●', '');
    await page.keyboard.type('KAIJO7');
    expect(await readable()).toBe('7');
    await page.clock.fastForward(1_300);
    expect(await readable()).toBe('');
    await page.locator('.composer-tools .tool').first().click();
    expect(await readable()).toBe('KAIJO7');
    await page.clock.fastForward(8_100);
    expect(await readable()).toBe('');
    await page.close();
  });

  it('with an O opens the help for what looks alike, by itself', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1024 } });
    await show(page, gallery, { screen: 'password' });
    const help = page.locator('.lookalikes');
    await page.keyboard.type('K');
    expect(await help.isVisible()).toBe(false);
    await page.keyboard.type('O');
    await help.waitFor({ state: 'visible' });
    await page.close();
  });
});
