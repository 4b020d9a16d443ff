import { CardFailure, type CardFailureCode } from '../../failure.ts';

/** What PC/SC's errors mean to a page; by their text, because `smartcard` gives no code. All others: the link is lost. */
const MEANING: Record<string, CardFailureCode> = {
  'Card was removed': 'card-removed',
  'No smart card present': 'no-card',
  'Sharing violation': 'reader-busy',
  'Reader unavailable': 'reader-lost',
  'Unknown reader': 'reader-lost',
  'No readers available': 'reader-lost',
  'PC/SC service not running': 'reader-lost',
  'PC/SC service stopped': 'reader-lost',
  'Invalid handle': 'reader-lost',
};

/** The failure that an error of `smartcard` stands for. */
export function pcscFailure(error: unknown): CardFailure {
  if (error instanceof CardFailure) return error;
  const text = error instanceof Error ? error.message : '';
  return new CardFailure(MEANING[text] ?? 'link-lost', { cause: error });
}
