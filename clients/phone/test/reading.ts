import type { Page } from 'playwright-core';

/** The screens of a way without a hitch, as the gallery names them. */
export const SMOOTH_WAY = [
  'welcome',
  'consent',
  'numbers-birth',
  'numbers-expiry',
  'numbers-code',
  'tap-waiting',
  'pin',
  'hold',
  'selfie',
  'viewfinder',
  'receipt',
] as const;

/** Kana and kanji that the screen has a person read: not those of drawings, nor what is folded away. */
export const charactersToRead = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const unread = [...document.querySelectorAll<HTMLElement>('main svg, main .visually-hidden')];
    for (const element of unread) element.style.display = 'none';
    const text = document.querySelector('main')!.innerText;
    for (const element of unread) element.style.removeProperty('display');
    return text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)?.length ?? 0;
  });
