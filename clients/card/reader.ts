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

/** A card reader beside the screen. */
export interface Reader {
  /** Calls back with the present state, and on every change of it. Answers how to stop. */
  watch(listener: (state: ReaderState) => void): () => void;
  /** Opens the card on the reader for this page alone. Throws `CardFailure`. */
  open(): Promise<CardTransport>;
}
