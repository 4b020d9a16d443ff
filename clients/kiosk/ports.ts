import type { CardTransport } from '#clients/card/transport.ts';
import type { EndpointName, ReplyOf, RequestOf } from '#schema/contract/endpoints.ts';
import type { Sound } from './state/effects.ts';
import type { Trouble } from './state/trouble.ts';
import type { ReaderState } from './state/types.ts';

/** A call's answer, or why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

/** The service, with this kiosk's key behind every call. `token` is the redemption, where a call needs it. */
export interface Service {
  call<N extends EndpointName>(
    name: N,
    request?: { token?: string; message?: RequestOf<N> },
  ): Promise<Answer<ReplyOf<N>>>;
}

/** The card reader beside the screen. */
export interface Reader {
  /** Calls back with the present state, and on every change of it. Answers how to stop. */
  watch(listener: (state: ReaderState) => void): () => void;
  /** Opens the card on the reader for this page alone. Throws `CardFailure`. */
  open(): Promise<CardTransport>;
}

export interface Speaker {
  play(sound: Sound): void;
}

export interface Printer {
  print(): void;
}

/** Unix seconds, and chance for the spread of heartbeats: 0 ≤ chance() < 1. */
export interface Clock {
  now(): number;
  chance(): number;
}
