import type { Reader } from '#clients/card/reader.ts';
import type { EndpointName, ReplyOf, RequestOf } from '#schema/contract/endpoints.ts';
import type { CardDesk } from './effects/card-desk.ts';
import type { Entries } from './effects/entries.ts';
import type { Saying } from './effects/voice.ts';
import type { Outbox } from './outbox/outbox.ts';
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
  /** Says one sentence after the other, in place of what is being said; null: falls silent. */
  say(saying: Saying | null): void;
}

export interface Printer {
  print(): void;
}

/** Unix seconds that grow evenly, and chance for the spread of heartbeats: 0 ≤ chance() < 1. */
export interface Clock {
  now(): number;
  chance(): number;
}

/** Everything outside the state machine: what the effects act on. */
export interface World {
  service: Service;
  reader: Reader;
  desk: CardDesk;
  outbox: Outbox;
  speaker: Speaker;
  /** Telephone number that the operator of this machine gave for people who need help. */
  helpline: string | null;
  printer: Printer;
  clock: Clock;
  /** What the person typed. */
  entries: Entries;
  /** Opens the page anew. */
  reload(): void;
  /** Forgets this kiosk's key, and opens the page anew with another. */
  renewKey(): Promise<void>;
  /** Version of this page. */
  page: string;
  /** RFC 7638 thumbprint of this kiosk's key. */
  thumbprint: string;
}
