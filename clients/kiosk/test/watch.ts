import type { Page } from 'playwright-core';

interface Watched {
  screens: string[];
  touches: number;
}

/** From now on notes which screens come up, and counts touches, but for those of the simulated hand. */
export async function watchScreens(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { screens: [], touches: 0 };
    Object.assign(globalThis, { watched });
    const note = () => {
      const name = document.querySelector('[data-screen]')?.getAttribute('data-screen')?.split(' ')[0];
      if (name && watched.screens.at(-1) !== name) watched.screens.push(name);
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
    addEventListener('pointerdown', (event) => {
      if (!(event.target as Element).closest('.lab')) watched.touches += 1;
    });
  });
}

const watchedOn = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);

/** Names of the screens that came up, each once. */
export const screensSeen = async (page: Page): Promise<string[]> => [
  ...new Set((await watchedOn(page)).screens),
];

export const countTouches = async (page: Page): Promise<number> => (await watchedOn(page)).touches;
