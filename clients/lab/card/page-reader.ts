import { CardFailure } from '#clients/card/failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '#clients/card/reader.ts';
import { tearingStore, type TearMoment } from './faults.ts';
import type { PersonalisedCard } from './profile.ts';
import { browserStore } from './store/browser-store.ts';
import { VirtualCard } from './virtual-card.ts';

/** Where the local system serves the card it made for this machine. */
const CARD_URL = '/lab/card.json';
/** A card lies in one place: whichever page has this lock has the card. */
const LOCK = 'kaijo-lab-card';

interface Inserted {
  card: VirtualCard;
  letGo: () => void;
}

/** A reader and a card that exist only in this page, for the lab build. Whoever shows it says that it is simulated. */
export class PageReader implements Reader {
  readonly #state = new WatchedState('empty');
  #inserted: Inserted | null = null;
  #tear: TearMoment | null = null;

  watch(listener: (state: ReaderState) => void): () => void {
    return this.#state.watch(listener);
  }

  async open(): Promise<CardTransport> {
    if (!this.#inserted) throw new CardFailure('no-card');
    return link(this.#inserted.card, () => this.#inserted?.card);
  }

  /**
   * Puts the card on the reader; it is fetched anew each time. `elsewhere`: another page of this browser has it. Throws
   * `CardFailure` `reader-lost` when the local system has no card for this machine.
   */
  async insert(): Promise<'inserted' | 'elsewhere'> {
    if (this.#inserted) return 'inserted';
    const letGo = await takeLock();
    if (!letGo) return 'elsewhere';
    try {
      const { profile, memory } = await fetchCard();
      const store = tearingStore(browserStore(profile.cardId, memory), (write) =>
        write === 'reset' ? this.#pull() : null,
      );
      this.#inserted = { card: new VirtualCard({ profile, store }), letGo };
    } finally {
      if (!this.#inserted) letGo();
    }
    this.#state.become('present');
    return 'inserted';
  }

  /** Takes the card away, as a hand does: whatever is under way is cut off. */
  async remove(): Promise<void> {
    const gone = this.#inserted;
    this.#inserted = null;
    gone?.letGo();
    this.#state.become('empty');
    await gone?.card.powerOff();
  }

  /** Has the card pulled by itself in the middle of the next reset; `null` calls that off. */
  tearNext(moment: TearMoment | null): void {
    this.#tear = moment;
  }

  /** Makes the card as it was on its first day: PIN counters, password, no reset. Only while it is not inserted. */
  async renew(): Promise<void> {
    if (this.#inserted) return;
    const { profile, memory } = await fetchCard();
    await browserStore(profile.cardId, memory).renew();
  }

  /** Asked once for each reset, so that one pull is one pull; the hand is gone with the power. */
  #pull(): TearMoment | null {
    const moment = this.#tear;
    this.#tear = null;
    if (moment) queueMicrotask(() => void this.remove());
    return moment;
  }
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
