import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { EnrolReply, KioskReply } from '#schema/contract/kiosk.ts';
import type { ClaimReply, RedemptionReply } from '#schema/contract/redemption.ts';
import type { Effect, SettledFacts } from './effects.ts';
import type { Trouble } from './trouble.ts';
import type { ReaderState, Settings } from './types.ts';

/** What the person does. */
export type PersonEvent =
  | { type: 'touch' }
  | { type: 'begin' }
  | { type: 'agree' }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'cancel' }
  | { type: 'retry' }
  | { type: 'sure' }
  /** The entry on screen is complete. */
  | { type: 'entered' }
  | { type: 'print' }
  | { type: 'self-test' }
  | { type: 'test-sound' }
  | { type: 'settings'; settings: Partial<Settings> }
  | { type: 'enrol'; code: string };

/** How something the state machine asked for ended. */
export type ResultEvent =
  | { type: 'opened'; redemption: RedemptionReply }
  | { type: 'looked'; userPinTries: number | null; obstacle: Obstacle | null; unsettled: boolean }
  | { type: 'proved' }
  | { type: 'claimed'; claim: ClaimReply }
  | { type: 'renewed' }
  | { type: 'compared'; differsAt: number | null }
  | { type: 'authorised'; authorisation: string }
  | { type: 'written'; evidence: string }
  | { type: 'checked'; validUntil: number | null }
  | { type: 'settled'; settled: SettledFacts }
  | { type: 'failed'; effect: Effect; trouble: Trouble };

/** What happens whoever is there. */
export type WorldEvent =
  | { type: 'tick' }
  | { type: 'reader'; reader: ReaderState }
  | { type: 'started'; thumbprint: string; unsettled: boolean; waiting: number }
  | { type: 'heard'; kiosk: KioskReply; askAt: number }
  | { type: 'refused-here'; standing: 'unknown' | 'pending' | 'revoked'; askAt: number }
  | { type: 'unheard'; askAt: number }
  | { type: 'enrolled'; reply: EnrolReply }
  | { type: 'flushed'; waiting: number; taken: readonly string[] };

/** `epoch` names the visit that asked. */
export type Event = PersonEvent | WorldEvent | (ResultEvent & { epoch: number });
