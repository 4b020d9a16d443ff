import type { Page } from 'playwright-core';

/**
 * Lines of Japanese that begin where none may: with a full stop or a closing bracket, or inside a word of katakana; what
 * is folded away is opened.
 */
export const lineFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const never = /[。、）」ー]/;
    const katakana = /[ァ-ヺー]/;
    const faults: string[] = [];
    for (const folded of document.querySelectorAll<HTMLDetailsElement>('main details')) folded.open = true;
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const topOf = (node: Node, at: number): number => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().top;
    };
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const element = node.parentElement!;
      if (element.closest('svg, .visually-hidden, rt, rp') || !element.checkVisibility()) continue;
      const text = node.data;
      for (let at = 1; at < text.length; at += 1) {
        const word = katakana.test(text[at - 1]!) && katakana.test(text[at]!);
        if (!word && !never.test(text[at]!)) continue;
        if (topOf(node, at) > topOf(node, at - 1) + 4) faults.push(`${text.slice(0, at)}|${text.slice(at)}`);
      }
    }
    return faults;
  });
