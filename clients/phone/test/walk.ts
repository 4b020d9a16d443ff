import type { Page } from 'playwright-core';
import { birthDigits } from '#clients/lab/card/personalise/holder.ts';
import { HOLDER, PIN } from '#clients/lab/people/cast.ts';
import { toHex } from '#schema/contract/card.ts';

/** Counts what a person does. */
export interface Count {
  taps: number;
  screens: string[];
}

/** Waits for a screen by its name. */
export async function at(page: Page, screen: string, timeout = 60_000): Promise<void> {
  await page.waitForSelector(`[data-screen="${screen}"]`, { timeout });
}

const TYPED: Record<string, string> = {
  'numbers-birth': birthDigits(HOLDER),
  'numbers-expiry': HOLDER.cardExpiry.slice(0, 4),
  'numbers-code': HOLDER.securityCode,
  pin: PIN,
};

/** Every screen on the way, in the order in which a person meets them. */
export const WAY = [
  'welcome',
  'consent',
  'numbers-birth',
  'numbers-expiry',
  'numbers-code',
  'tap',
  'pin',
  'selfie',
  'receipt',
] as const;
export type Stop = (typeof WAY)[number];

interface WalkOptions {
  from?: Stop;
  to: Stop;
  /** Typed instead of what is right. */
  typing?: Partial<Record<Stop, string>>;
  count?: Count;
  /** Called on every screen before anything is touched. */
  look?: (screen: Stop) => Promise<unknown>;
}

/** Goes from one screen to another, touching what a person touches. */
export async function walk(page: Page, { from = 'welcome', to, typing = {}, count, look }: WalkOptions) {
  const hand = handOn(page, count);
  const arrive = async (screen: Stop) => {
    await at(page, screen);
    count?.screens.push(screen);
    await look?.(screen);
  };
  for (const screen of WAY.slice(WAY.indexOf(from), WAY.indexOf(to))) {
    await arrive(screen);
    const digits = typing[screen] ?? TYPED[screen];
    // The card is asked for as soon as what is printed on it was typed.
    if (screen === 'tap') continue;
    if (digits === undefined) await hand.main();
    else await hand.digits(digits, screen === 'pin');
  }
  await arrive(to);
}

/** One finger on the screen. */
export function handOn(page: Page, count: Count = { taps: 0, screens: [] }) {
  const touch = async (selector: string, at = 0) => {
    count.taps += 1;
    await page.locator(selector).nth(at).click();
  };
  return {
    main: () => touch('.button-primary:enabled'),
    quiet: () => touch('.button-quiet'),
    danger: () => touch('.button-danger'),
    /** Numbers of the card's front go on by themselves; a PIN is entered. */
    async digits(digits: string, enter = true) {
      for (const [index, digit] of [...digits].entries()) {
        count.taps += 1;
        // Nobody presses one key twice in less.
        if (digit === digits[index - 1]) await page.waitForTimeout(150);
        await page.locator('.key', { hasText: new RegExp(`^${digit}$`) }).click();
      }
      if (!enter) return;
      // A press of its own, not the rest of the last digit.
      await page.waitForTimeout(400);
      await touch('.key-enter');
    },
  };
}

/** What the screen says, without the header. */
export const textOf = (page: Page): Promise<string> => page.locator('main').innerText();

/** Does one of the bodies hold these bytes, as they are, in base64url, or in hexadecimal? */
export function holds(bodies: readonly (Buffer | null)[], bytes: Uint8Array): boolean {
  const wanted = Buffer.from(bytes);
  const forms = [wanted, Buffer.from(wanted.toString('base64url')), Buffer.from(toHex(bytes))];
  return bodies.some((body) => body !== null && forms.some((form) => body.includes(form)));
}
