import { File, Paths } from 'expo-file-system';
import type { KeptReceipt } from '../../card/native/messages.ts';

const file = (): File => new File(Paths.document, 'receipt.json');

/** What the page last asked to be shown where it cannot be had; null: nothing, or nothing that can be read. */
export function keptReceipt(): KeptReceipt | null {
  try {
    return file().exists ? (JSON.parse(file().textSync()) as KeptReceipt) : null;
  } catch {
    return null;
  }
}

/** Keeps it until the next one. A phone that has no room keeps nothing. */
export function keepReceipt(receipt: KeptReceipt | null): void {
  try {
    if (receipt) file().write(JSON.stringify(receipt));
    else if (file().exists) file().delete();
  } catch {
    // The page still has it.
  }
}
