import { findShellReader, type SheetWords } from '#clients/card/native/client.ts';
import type { FoundReader } from '../ports.ts';

/** The way to cards on this phone: the shell around the page; else none, as no browser lets a page talk to a card. */
export async function findReader(words: () => SheetWords): Promise<FoundReader> {
  const shell = await findShellReader(words);
  return shell ? { kind: 'shell', reader: shell } : { kind: 'none', reader: null };
}
