import { CardFailure } from '../../failure.ts';
import type { Reader, ReaderState } from '../../reader.ts';
import type { CardTransport } from '../../transport.ts';
import type { PersonalisedCard } from '../profile.ts';
import { VirtualCard } from '../virtual-card.ts';
import { browserStore } from './browser-store.ts';
import { tearingStore, type TearMoment } from './tearing-store.ts';

/** Where the local system serves the card it made for this machine. */
const CARD_URL = '/lab/card.json';
/** A card lies in one place: whichever page has this lock has the card. */
const LOCK = 'kaijo-lab-card';

/** A reader and a card that exist only in this page, for the lab build. Says of itself that it is simulated. */
export interface LabCard extends Reader {
  /** Puts the card on the reader. `elsewhere`: another page of this browser has it. */
  insert(): Promise<'inserted' | 'elsewhere'>;
  /** Takes the card away, as a hand does: whatever is under way is cut off. */
  remove(): Promise<void>;
  /** Has the card pulled by itself in the middle of the next reset; `null` calls that off. */
  tearNext(moment: TearMoment | null): void;
  /** Makes the card as it was on its first day: PIN counters, password, no reset. Only while it is not inserted. */
  renew(): Promise<void>;
}

interface Inserted {
  card: VirtualCard;
  letGo: () => void;
}

/** The lab's one card with the reader of this page. The card is fetched each time it is put on the reader. */
export function createLabCard(): LabCard {
  const listeners = new Set<(state: ReaderState) => void>();
  let inserted: Inserted | null = null;
  let tear: TearMoment | null = null;
  const state = (): ReaderState => (inserted ? 'present' : 'empty');
  const tell = () => listeners.forEach((listener) => listener(state()));
  const remove = async () => {
    const gone = inserted;
    inserted = null;
    gone?.letGo();
    tell();
    await gone?.card.powerOff();
  };
  /** Asked once for each reset, so that one pull is one pull; the hand is gone with the power. */
  const pull = () => {
    const moment = tear;
    tear = null;
    if (moment) void Promise.resolve().then(remove);
    return moment;
  };
  return {
    watch(listener) {
      listeners.add(listener);
      listener(state());
      return () => void listeners.delete(listener);
    },
    async insert() {
      if (inserted) return 'inserted';
      const letGo = await takeLock();
      if (!letGo) return 'elsewhere';
      try {
        const { profile, memory } = await fetchCard();
        const store = tearingStore(browserStore(profile.cardId, memory), pull);
        inserted = { card: new VirtualCard({ profile, store }), letGo };
      } finally {
        if (!inserted) letGo();
      }
      tell();
      return 'inserted';
    },
    remove,
    tearNext: (moment) => void (tear = moment),
    async renew() {
      if (inserted) return;
      const { profile, memory } = await fetchCard();
      await browserStore(profile.cardId, memory).renew();
    },
    open: async () => {
      if (!inserted) throw new CardFailure('no-card');
      return link(inserted.card, () => inserted?.card);
    },
  };
}

/** A link that ends for good when the card it was opened for is taken away. */
async function link(card: VirtualCard, present: () => VirtualCard | undefined): Promise<CardTransport> {
  await card.powerOn();
  const requirePresent = () => {
    if (present() !== card) throw new CardFailure('card-removed');
  };
  return {
    async transceive(apdu) {
      requirePresent();
      return card.process(apdu);
    },
    close: async ({ reset }) => (reset && present() === card ? card.reset() : undefined),
  };
}

let fetched: PersonalisedCard | null = null;

/** Fetched anew each time; without a network the card stays the one it was. */
async function fetchCard(): Promise<PersonalisedCard> {
  try {
    const response = await fetch(CARD_URL, { cache: 'no-store' });
    if (response.ok) fetched = (await response.json()) as PersonalisedCard;
  } catch {
    // Below: only a page that never had a card is left without one.
  }
  if (!fetched) throw new CardFailure('reader-lost');
  return fetched;
}

/** Answers how to let go, or null when another page has the lock. */
function takeLock(): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => {
      if (!lock) return resolve(null);
      return new Promise<void>((letGo) => resolve(letGo));
    };
    navigator.locks.request(LOCK, { ifAvailable: true }, hold).catch(reject);
  });
}
