import type { Page } from 'playwright-core';
import { serveGallery, type Gallery } from '#clients/lab/pages/serve-gallery.ts';
import type { Language } from '#clients/ui/index.ts';

export type { Gallery };

/** Serves the gallery: every screen of the kiosk, each standing still. */
export const openGallery = (): Promise<Gallery> => serveGallery('kiosk');

/** How a screen is to be shown. */
export interface Showing {
  screen: string;
  language?: Language;
  contrast?: 'more';
  controls?: 'low';
  /** Text size, 1 is normal. */
  text?: number;
}

/** Shows one screen of the gallery and waits until its words and fonts are there. */
export async function show(page: Page, { address }: Gallery, showing: Showing): Promise<void> {
  const asked = new URLSearchParams(Object.entries(showing).map(([key, value]) => [key, String(value)]));
  const url = `${address}#${asked}`;
  if (!page.url().startsWith(address)) await page.goto(url);
  await page.evaluate(comeTo, [url, showing.language ?? 'ja'] as const);
}

/** Boxes are as they are, and nothing is painted any more: for those who only measure. */
export const withoutPaint = async (page: Page): Promise<void> =>
  void (await page.addStyleTag({ content: 'html { visibility: hidden }' }));

/** In the page: goes there, and waits until it is drawn. */
async function comeTo([url, language]: readonly [string, string]): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  location.href = url;
  await frame();
  const drawn = () =>
    document.documentElement.dataset['language'] === language && document.querySelector('h1');
  do await frame();
  while (!drawn());
  await frame();
  await document.fonts.ready;
}
