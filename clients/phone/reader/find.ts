import { findShellReader, type SheetWords } from '#clients/card/native/client.ts';
import type { FoundReader } from '../ports.ts';

/**
 * The way to cards on this phone: the shell around the page; in the lab build a card in software; else none, as no
 * browser lets a page talk to a card.
 */
export async function findReader(words: () => SheetWords): Promise<FoundReader> {
  const shell = await findShellReader(words);
  if (shell) return { kind: 'shell', reader: shell };
  if (import.meta.env.MODE === 'lab') {
    const { createLabReader } = await import('../lab/lab-reader.ts');
    return { kind: 'simulated', reader: createLabReader() };
  }
  return { kind: 'none', reader: null };
}
