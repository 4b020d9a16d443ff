import type { Page } from 'playwright-core';
import { serveGallery, type Gallery } from '#clients/lab/pages/serve-gallery.ts';
import type { Language } from '#clients/ui/index.ts';

export type { Gallery };

/** Serves the gallery: every screen of the phone, each standing still. */
export const openGallery = (): Promise<Gallery> => serveGallery('phone');

/** How a screen is to be shown. `text`: size, 1 is normal. */
export interface Showing {
  screen: string;
  language?: Language;
  text?: number;
}

/** Shows one screen of the gallery and waits until its words and fonts are there. */
export async function show(page: Page, { address }: Gallery, showing: Showing): Promise<void> {
  const asked = `#${new URLSearchParams(Object.entries(showing).map(([key, value]) => [key, String(value)]))}`;
  if (page.url().startsWith(address)) await page.evaluate((to) => void (location.hash = to), asked);
  else await page.goto(address + asked);
  await page.waitForFunction(
    ([hash, language]) =>
      document.documentElement.dataset['screen'] === hash &&
      document.documentElement.dataset['language'] === language &&
      document.querySelector('h1') !== null,
    [asked, showing.language ?? 'ja'],
  );
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
  });
}
