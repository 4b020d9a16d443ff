import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong on the page as it stands: rule and place, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await checker.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
  });
}

/** What does not fit: `page` scrolls sideways, or text is cut off or sticks out of its box. */
export function overflowFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`page is ${scrollWidth} wide in ${clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, h1, p, li, dd, dt, td, th, label',
    )) {
      if (element.closest('.visually-hidden') || !element.checkVisibility()) continue;
      const wide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      const high = element.tagName === 'BUTTON' && element.scrollHeight > element.clientHeight + 1;
      if (wide || high)
        faults.push(`${element.tagName} ${element.className}: ${element.innerText.slice(0, 30)}`);
    }
    return faults;
  });
}

/** Pixels by which the page is higher than the display. */
export const overHeight = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollHeight - innerHeight));
