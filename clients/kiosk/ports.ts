import type { EndpointName, ReplyOf, RequestOf } from '#schema/contract/endpoints.ts';
import type { Sound } from './state/effects.ts';
import type { Trouble } from './state/trouble.ts';

/** A call's answer, or why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

/** The service, with this kiosk's key behind every call. `token` is the redemption, where a call needs it. */
export interface Service {
  call<N extends EndpointName>(
    name: N,
    request?: { token?: string; message?: RequestOf<N> },
  ): Promise<Answer<ReplyOf<N>>>;
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
