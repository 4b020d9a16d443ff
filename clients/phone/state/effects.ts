import type { BirthYears } from '#clients/card/applets/matching-number.ts';
import type { Liveness, Session } from './types.ts';

/** What to overwrite. `kept` is the reservation that survives closing the app. */
export type Forgettable = 'pin' | 'numbers' | 'card' | 'frames' | 'kept';

/** What the state machine asks of the world. No secret is in any of them: they name which one to use. */
export type Effect =
  /** Find the kept reservation and the way to cards. */
  | { type: 'start' }
  | { type: 'ask-service' }
  | { type: 'load-engine' }
  /** Look at the card; nothing is spent. */
  | { type: 'look' }
  /** Give up waiting for a card. */
  | { type: 'stop-reading' }
  | { type: 'open-session'; consentVersion: string }
  /** Present PIN and matching number, and have the card prove itself. */
  /** Confirmed is a last try that the person was told of. */
  | {
      type: 'prove';
      session: Session;
      confirmLastPin: boolean;
      confirmLastNumbers: boolean;
      years?: BirthYears;
    }
  /** Send what the card proved. */
  | { type: 'present'; session: Session }
  | { type: 'challenge'; cardToken: string }
  /** Ask for more time without the card. */
  | { type: 'renew'; cardToken: string }
  /** Send the frames, and keep the reservation. */
  | { type: 'reserve'; cardToken: string; liveness: Liveness }
  | { type: 'reload' }
  | { type: 'poll' }
  | { type: 'cancel' }
  | { type: 'forget'; what: readonly Forgettable[] };

export type EffectType = Effect['type'];
export const EVERYTHING_TYPED: readonly Forgettable[] = ['pin', 'numbers', 'card', 'frames'];
