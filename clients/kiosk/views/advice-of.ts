import type { Advice, SharedWords } from '#clients/ui/index.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { State } from '../state/types.ts';
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

/** What a closed service is told with: the hours that its own calendar names. */
export function closedAdvice({ service }: State, { station }: KioskWords): Advice {
  const { closed } = station.outOfService;
  const { opensAt, closesAt } = service.kiosk?.calendar.kioskHours ?? USUAL_HOURS;
  return { ...closed, happened: closed.happened({ opens: clock(opensAt), closes: clock(closesAt) }) };
}

/** While no calendar was ever heard. */
const USUAL_HOURS = { opensAt: 390, closesAt: 1_380 };

/** Minutes of a day, as a clock shows them. */
const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

const obstacleAdvice = (obstacle: Obstacle, { card }: SharedWords): Advice =>
  obstacle === 'certificate-expired' ? card.certificateExpired : card.failures[obstacle];
