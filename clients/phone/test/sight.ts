import type { Page } from 'playwright-core';

/** Which of the primary action and the keys do not lie wholly in the display, or lie under something else. */
export const sightFaults = (page: Page): Promise<string[]> => outOfSight(page, '.button-primary, .key');

/** The same of the primary action alone, where a keypad has no room. */
export const primaryFaults = (page: Page): Promise<string[]> => outOfSight(page, '.button-primary');

const outOfSight = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((wanted) => {
    scrollTo(0, 0);
    return [...document.querySelectorAll<HTMLElement>(wanted)].flatMap((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const name = element.innerText.slice(0, 20) || element.ariaLabel;
      if (top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
        return [`${name} ends at ${Math.round(bottom)} of ${innerHeight}`];
      const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return element.contains(above) ? [] : [`${name} lies under ${above?.className}`];
    });
  }, selector);

/** Least share of the display's height that the camera's picture has. */
const LEAST = 0.55;

/** Is the picture large enough and wholly in sight, and the face free of words and buttons? */
export const pictureFaults = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const boxOf = (name: string) => document.querySelector(name)!.getBoundingClientRect();
    const picture = boxOf('.sight');
    const oval = boxOf('.oval-line');
    // What is said may touch the hair, not the face.
    const face = { top: oval.top + 0.2 * oval.height, bottom: oval.bottom - 3 };
    const covers = ({ left, right, top, bottom }: DOMRect) =>
      right > oval.left + 3 && left < oval.right - 3 && bottom > face.top && top < face.bottom;
    const outside = ({ top, bottom, right }: DOMRect) =>
      top < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5;
    const faults = ['.sight', '.instruction', '.taken', '.button'].flatMap((name) =>
      [...document.querySelectorAll(name)].flatMap((element) => {
        const box = element.getBoundingClientRect();
        const over = name !== '.sight' && covers(box) ? [`${name} lies over the face`] : [];
        return outside(box) ? [...over, `${name} is partly out of sight`] : over;
      }),
    );
    const small = picture.height < least * innerHeight;
    return small ? [...faults, `${picture.height} high of ${innerHeight}`] : faults;
  }, LEAST);
