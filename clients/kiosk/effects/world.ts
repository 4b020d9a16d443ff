import type { Reader } from '#clients/card/reader.ts';
import type { CardDesk } from '../card/desk.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Clock, Printer, Service, Speaker } from '../ports.ts';
import type { Effect, EffectType } from '../state/effects.ts';
import type { Event, ResultEvent } from '../state/events.ts';
import type { State } from '../state/types.ts';
import type { Entries } from './entries.ts';

/** Everything outside the state machine. */
export interface World {
  service: Service;
  reader: Reader;
  desk: CardDesk;
  outbox: Outbox;
  speaker: Speaker;
  printer: Printer;
  clock: Clock;
  /** What the person typed. */
  entries: Entries;
  /** RFC 7638 thumbprint of this kiosk's key. */
  thumbprint: string;
}

export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;

/** What an effect may know of the state that asked for it. */
export interface Asking {
  state: State;
  /** Unix seconds by the server's clock, as well as it is known. */
  serverNow: number;
}

/** The event a result is told with; `epoch` is added on the way. */
export type Outcome = ResultEvent | Exclude<Event, ResultEvent & { epoch: number }>;

/** One effect: does it and answers with what came of it. May throw `Troubled` or `CardFailure`. */
export type Runner<T extends EffectType> = (
  world: World,
  effect: EffectOf<T>,
  asking: Asking,
) => Promise<Outcome | null> | Outcome | null;
