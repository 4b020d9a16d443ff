import type { Reader } from '#clients/card/reader.ts';
import type { ReaderKind } from '../state/types.ts';

/**
 * The way to cards on this phone: the shell around the page; in the lab build a card in software; else none, as no
 * browser lets a page talk to a card.
 */
export async function findReader(): Promise<{ kind: ReaderKind; reader: Reader | null }> {
  if (import.meta.env.MODE === 'lab') {
    const { createLabReader } = await import('../lab/lab-reader.ts');
    return { kind: 'simulated', reader: createLabReader() };
  }
  return { kind: 'none', reader: null };
}
