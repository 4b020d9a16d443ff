import type { Page } from 'playwright-core';
import type { Language } from '#clients/words/languages.ts';
import { show, withoutPaint, type Gallery } from './gallery.ts';

/** Displays that a password is typed on, in pixels. */
export const KEY_DISPLAYS = [
  [1080, 1920],
  [1280, 1024],
  [1366, 768],
  [1024, 768],
  [1920, 1080],
  [2160, 3840],
] as const;

/** Each passes through other advice on its way. */
const ADVISED = ['SAKURAXK', '1999KAIJO', 'AAABCD12345', 'PASSWORD1O0I', 'ZYXW2024LOVE'];
const ANY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const seeded = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

/** So many passwords, the first of them known to call for advice; the same for the same seed. */
export function passwords(count: number, seed: number): string[] {
  const random = seeded(seed);
  const someone = () =>
    Array.from({ length: 6 + Math.floor(random() * 11) }, () => ANY[Math.floor(random() * ANY.length)]);
  const others = Array.from({ length: Math.max(0, count - ADVISED.length) }, () => someone().join(''));
  return [...ADVISED, ...others].slice(0, count);
}

/** Pixels by which any key or button moved at most while these were typed and erased. */
export async function mostMoved(
  page: Page,
  gallery: Gallery,
  language: Language,
  typed: string[],
): Promise<number> {
  await show(page, gallery, { screen: 'password', language });
  await withoutPaint(page);
  return page.evaluate(typeAll, typed);
}

/** In the page. */
async function typeAll(typed: string[]): Promise<number> {
  const boxes = () =>
    [...document.querySelectorAll('.composer button')].map((key) => {
      const { left, top, width, height } = key.getBoundingClientRect();
      return [left, top, width, height];
    });
  // A turn of the page without the pause that nested timers get.
  const { port1, port2 } = new MessageChannel();
  const turn = () =>
    new Promise((resolve) => {
      port1.addEventListener('message', resolve, { once: true });
      port2.postMessage(null);
    });
  port1.start();
  const press = async (key: string) => {
    dispatchEvent(new KeyboardEvent('keydown', { key, repeat: key === 'Backspace' }));
    await turn();
  };
  const before = boxes();
  let most = 0;
  for (const password of typed) {
    for (const key of password) {
      await press(key);
      boxes().forEach((box, index) =>
        box.forEach((side, at) => (most = Math.max(most, Math.abs(side - before[index]![at]!)))),
      );
    }
    for (const _ of password) await press('Backspace');
  }
  return most;
}
