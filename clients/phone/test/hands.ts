import type { Page } from 'playwright-core';

/**
 * What somebody without a pointer meets: from the heading each press of Tab goes to the next thing that can be used, in
 * the order in which it is read; each is then seen, and shows that it has the focus.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    document.querySelector('h1')!.focus();
    const usable = 'a[href], button:enabled, select:enabled, summary, input:enabled, [tabindex="0"]';
    return [...document.querySelectorAll<HTMLElement>(`main :is(${usable})`)]
      .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
      .map(({ innerText }) => innerText);
  });
  const faults: string[] = [];
  for (const want of wanted) {
    await page.keyboard.press('Tab');
    const got = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const above = document.elementFromPoint(
        (left + right) / 2,
        (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
      );
      return {
        name: element.innerText,
        shown: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
        seen: above !== null && (element.contains(above) || above.contains(element)),
      };
    });
    if (got.name !== want) faults.push(`Tab goes to ${got.name} instead of ${want}`);
    else if (!got.shown) faults.push(`${want} does not show the focus`);
    else if (!got.seen) faults.push(`${want} has the focus under something else`);
  }
  return faults;
}

/** What is read before something that stands above it; the primary action stays in sight, and is read where it belongs. */
export const orderFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    scrollTo(0, 0);
    const read = [
      ...document.querySelectorAll<HTMLElement>(
        'main :is(h1, h2, p, li, summary, .button:not(.button-primary))',
      ),
    ];
    const boxes = read
      .filter(
        (element) =>
          element.checkVisibility() && !element.closest('.viewfinder, .key, .visually-hidden, .number-pad'),
      )
      .map((element) => ({ name: element.innerText, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 1);
    return boxes.flatMap(({ name: later, box }, at) => {
      const before = boxes[at - 1];
      return before && box.bottom < before.box.top - 1 ? [`${before.name} is read before ${later}`] : [];
    });
  });

/** What the system's colours leave without a border, or a link without a line. */
export const colourFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    return [...document.querySelectorAll<HTMLElement>('main :is(button, a, summary)')].flatMap((element) => {
      if (!element.checkVisibility()) return [];
      const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(element);
      const box = element.tagName === 'SUMMARY' ? getComputedStyle(element.parentElement!) : null;
      const lines = [
        borderTopStyle !== 'none' && borderTopWidth !== '0px',
        textDecorationLine === 'underline',
      ];
      return lines.some(Boolean) || (box && box.borderTopWidth !== '0px')
        ? []
        : [`${element.innerText} has no line`];
    });
  });
