/**
 * A link to one card: command APDU in, response APDU (data ‖ SW1 SW2) out. An answer of fewer than two bytes means the
 * link is gone, because PC/SC reports a card pulled in the middle of a command that way. `transceive` may also throw
 * `CardFailure`. `close` with `reset` ends every verified PIN on the card.
 */
export interface CardTransport {
  transceive(apdu: Uint8Array): Promise<Uint8Array>;
  close(options: { reset: boolean }): Promise<void>;
}

/** What the reader bridge says. `unpaired`: this machine was never told where its bridge is. */
export type ReaderState =
  | 'unknown'
  | 'unpaired'
  | 'bridge-lost'
  | 'bridge-refused'
  | 'reader-lost'
  | 'empty'
  | 'present';

/** A kiosk by the thumbprint of its key, and how it stands with the service; `refused`: its code was not taken. */
export interface KioskAtReader {
  thumbprint: string;
  standing: 'unknown' | 'refused' | 'pending' | 'active' | 'suspended' | 'revoked';
}

/** What a machine has for a page that said which kiosk it is. */
export interface KioskWelcome {
  /** To enrol with, where the machine was given one. */
  code?: string | undefined;
  /** The key came with a copy of another machine's disk: the page should make one of its own. */
  renew?: boolean | undefined;
}

/** How the printer of a machine is, as far as its program can tell. */
export type PrinterCondition = 'unknown' | 'none' | 'ready' | 'paper-out' | 'fault';

/** A card reader beside the screen. */
export interface Reader {
  /** Calls back with the present state, and on every change of it. Answers how to stop. */
  watch(listener: (state: ReaderState) => void): () => void;
  /** Version of the program that serves the reader, `major.minor.patch`; null or none when it has not said. */
  readonly version?: string | null;
  /**
   * Tells the program that serves the reader which kiosk this page is, and hears what the machine has for it; null or none:
   * it does not want to know. Throws `CardFailure` where it cannot be reached.
   */
  introduce?(kiosk: KioskAtReader): Promise<KioskWelcome | null>;
  /** `Watched.watch` of whether headphones are plugged into the machine, where its program knows. */
  watchHeadphones?(listener: (plugged: boolean) => void): () => void;
  /** The same of its printer. */
  watchPrinter?(listener: (condition: PrinterCondition) => void): () => void;
  /** Opens the card on the reader for this page alone. Throws `CardFailure`. */
  open(): Promise<CardTransport>;
}

/** Something that changes, and everybody who watches it. */
export class Watched<T> {
  readonly #listeners = new Set<(now: T) => void>();
  #now: T;

  constructor(first: T) {
    this.#now = first;
  }

  get now(): T {
    return this.#now;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls back with what it is, and on every change of it. Answers how to stop. */
  watch(listener: (now: T) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#now);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells everybody of a change; the same again is none. */
  become(next: T): void {
    if (next === this.#now) return;
    this.#now = next;
    for (const listener of this.#listeners) listener(next);
  }
}

/** The state of a reader. */
export class WatchedState extends Watched<ReaderState> {}
