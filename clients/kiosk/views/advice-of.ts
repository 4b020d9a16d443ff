import type { Advice, SharedWords } from '#clients/ui/index.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { Trouble } from '../state/trouble.ts';
import type { KioskWords } from '#clients/words/words.ts';

type StationWords = KioskWords['station'];

const READER: Partial<Record<CardFailureCode | ReaderState, keyof StationWords['reader']>> = {
  unpaired: 'unpaired',
  'bridge-lost': 'bridge',
  'bridge-refused': 'bridge',
  'reader-lost': 'reader',
};

/** What to tell the person about a trouble. */
export function adviceOf(trouble: Trouble, words: KioskWords): Advice {
  switch (trouble.from) {
    case 'network':
      return words.station.outOfService.offline;
    case 'service':
      return words.shared.problems[trouble.code];
    case 'card':
      return readerAdvice(trouble.code, words.station) ?? words.shared.card.failures[trouble.code];
    case 'precheck':
      return obstacleAdvice(trouble.obstacle, words.shared);
    case 'kiosk':
      return words.station.kioskTrouble[trouble.code];
  }
}

/** What to tell where the way to any card is gone; null while it is there. */
export function readerAdvice(state: CardFailureCode | ReaderState, words: StationWords): Advice | null {
  const name = READER[state];
  return name ? words.reader[name] : null;
}

const obstacleAdvice = (obstacle: Obstacle, { card }: SharedWords): Advice =>
  obstacle === 'certificate-expired' ? card.certificateExpired : card.failures[obstacle];
