import type { CardTransport } from './transport.ts';

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
