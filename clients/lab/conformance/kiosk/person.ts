import type { Page } from 'playwright-core';
import { enterPassword, enterPin, touchMain } from '#clients/kiosk/test/hands.ts';

/** A hand at the reader. */
export interface Hand {
  lay(): void;
  take(): Promise<void>;
}

/** How long one visit may last, and how long a screen is left alone after it was answered. Milliseconds. */
const PATIENCE = 150_000;
const ONCE = 3_000;
const LOOK = 100;

/** What somebody does who reads the screen and goes on; screens that are not here are waited for. */
export type Acts = Record<string, (page: Page, hand: Hand) => unknown>;
const ACTS: Acts = {
  menu: (page) => page.locator('.entry').click({ timeout: ONCE }),
  consent: touchMain,
  'place-card': (_, hand) => hand.lay(),
  pin: (page) => enterPin(page),
  found: touchMain,
  password: typeAfresh,
  confirm: typeAfresh,
  writing: (_, hand) => hand.lay(),
  'put-back': (_, hand) => hand.lay(),
  settling: (_, hand) => hand.lay(),
  'not-reset': touchMain,
  outage: touchMain,
  refused: takeAndGo,
  'take-card': takeAndGo,
  done: (_, hand) => hand.take(),
  receipt: touchMain,
};

/** What an earlier attempt left is erased: on a busy machine one may break off. */
async function typeAfresh(page: Page): Promise<void> {
  await page.locator('.composer-tools .tool').nth(1).click();
  await enterPassword(page);
}

/** The card first; who has it may go. */
async function takeAndGo(page: Page, hand: Hand): Promise<void> {
  await hand.take();
  await page.locator('.screen .button-primary, .screen .button-secondary').first().click({ timeout: ONCE });
}

/** What a visit looked like from in front. */
export interface Seen {
  screens: string[];
  /** The screen said that the password is set. */
  told: boolean;
}

const screenOf = (page: Page): Promise<string> =>
  page
    .locator('[data-screen]')
    .first()
    .getAttribute('data-screen', { timeout: ONCE })
    .then(
      (name) => name ?? '',
      () => '',
    );

/** From the menu until the menu is there again, or the kiosk is out of service. Throws when it ends nowhere, or in white. */
export async function visit(page: Page, hand: Hand, otherwise: Acts | undefined): Promise<Seen> {
  const acts = { ...ACTS, ...otherwise };
  const screens: string[] = [];
  let [last, actedAt] = ['', 0];
  for (const until = Date.now() + PATIENCE; Date.now() < until; await page.waitForTimeout(LOOK)) {
    const screen = await screenOf(page);
    if (screen === '') throw new Error(`white after ${screens.join(' → ')}`);
    const [name = ''] = screen.split(' ');
    if (screens.at(-1) !== screen) screens.push(screen);
    if (isOver(name, screens)) return { screens, told: screens.some((seen) => /^(done|receipt)/.test(seen)) };
    if (screen === last && Date.now() - actedAt < ONCE) continue;
    [last, actedAt] = [screen, Date.now()];
    await Promise.resolve(acts[name]?.(page, hand)).catch(() => undefined);
  }
  throw new Error(`no end: ${screens.slice(0, 12).join(' → ')}${screens.length > 12 ? ' → …' : ''}`);
}

/** `starting` and the menu come first, too. */
const isOver = (name: string, screens: readonly string[]): boolean =>
  (name === 'menu' || name === 'out-of-service') && screens.length > 1 && screens[0] !== 'starting';
