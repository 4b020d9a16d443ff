import type { Page } from 'playwright-core';
import { PIN } from '#clients/lab/people/cast.ts';
import { at } from './station.ts';

/** Milliseconds from one press of a key to the next, and from the last digit to OK, of a quick hand. */
const DOUBLE = 120;
const TRAVEL = 400;

export const NEW_PASSWORD = 'KAIJO2026X';

/** The simulated hand under the screen. */
export const putCardOn = (page: Page): Promise<void> => page.locator('.lab').getByText('put it on').click();
export const takeCard = (page: Page): Promise<void> => page.locator('.lab').getByText('take it away').click();
/** The card as on its first day, which it is only when the panel says so: a page that is left before keeps it as it was. */
export async function renewCard(page: Page): Promise<void> {
  await page.locator('.lab button', { hasText: 'as new' }).click();
  await page.locator('.lab [role="status"]', { hasText: 'as new' }).waitFor();
}
export const tearNext = async (page: Page, moment: 'before-commit' | 'after-commit'): Promise<void> => {
  await page.locator('.lab select').selectOption(moment);
};

/** Touches the keys of the keypad on the screen, one by one. */
export async function touchKeys(page: Page, text: string): Promise<void> {
  for (const [index, key] of [...text].entries()) {
    if (key === text[index - 1]) await page.waitForTimeout(DOUBLE);
    await page.locator('.key', { hasText: new RegExp(`^${key}$`) }).click();
  }
}

export const touchMain = (page: Page): Promise<void> => page.locator('.button-primary').click();

export async function enterPin(page: Page, pin = PIN): Promise<void> {
  await touchKeys(page, pin);
  await page.waitForTimeout(TRAVEL);
  await page.locator('.key-enter').click();
}

export async function enterPassword(page: Page, password = NEW_PASSWORD): Promise<void> {
  await touchKeys(page, password);
  await page.waitForTimeout(TRAVEL);
  await touchMain(page);
}

/** What a person does at each screen to come to the next one. */
export const MOVES: Record<string, (page: Page) => Promise<void>> = {
  menu: (page) => page.locator('.entry').click(),
  consent: touchMain,
  'place-card': putCardOn,
  pin: (page) => enterPin(page),
  found: touchMain,
  password: (page) => enterPassword(page),
  confirm: (page) => enterPassword(page),
  done: takeCard,
  receipt: () => Promise.resolve(),
};

/** Goes on from one screen to another, as a person does, and waits there. */
export async function walk(page: Page, from: string, to: string): Promise<void> {
  const names = Object.keys(MOVES);
  for (const name of names.slice(names.indexOf(from), names.indexOf(to))) {
    await at(page, name);
    await MOVES[name]!(page);
  }
  await at(page, to);
}
