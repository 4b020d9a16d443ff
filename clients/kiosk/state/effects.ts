import type { Language } from '#clients/words/languages.ts';
import type {
  ABORT_REASONS,
  Claim,
  RecoverReply,
  RedemptionReply,
  SignatureCertificate,
} from '#schema/contract/redemption.ts';
import type { Said } from './speech.ts';
import type { Loudness } from './types.ts';

export type AbortReason = (typeof ABORT_REASONS)[number];
/** `key`: a press was taken; `not-taken`: it was not. */
export type Sound = 'key' | 'not-taken' | 'prompt' | 'success' | 'error' | 'alarm' | 'alarm-loud';

/** What the state machine asks of the world. No secret is in any of them: they name which one to use. */
export type Effect =
  /** Look up the pairing, the key and the outbox. */
  | { type: 'start' }
  | { type: 'hear' }
  | { type: 'enrol'; code: string }
  | { type: 'open' }
  /** Look at the card; `same` demands the one this visit began with. */
  | { type: 'look'; same: boolean }
  /** Present the PIN and have the card prove itself. */
  | { type: 'prove'; redemption: RedemptionReply; confirmLastTry: boolean }
  | { type: 'claim'; redemption: RedemptionReply; message: Claim }
  | { type: 'renew'; redemption: RedemptionReply }
  | { type: 'abort'; redemption: RedemptionReply; reason: AbortReason }
  /** Compare the two entries of the new password. */
  | { type: 'compare' }
  | { type: 'authorise'; redemption: RedemptionReply }
  /** Note durably that a write begins, write, and keep the receipt. */
  | { type: 'write'; redemption: RedemptionReply; authorisation: string; record: string }
  /** Read the signature certificate's validity with the new password. */
  | { type: 'check' }
  /** Ask the service whether that certificate still stands: once, after the reset is known there. */
  | { type: 'ask-certificate'; redemption: RedemptionReply; named: SignatureCertificate }
  /**
   * Ask the card what it last did, keep its answer, and have the service settle it. With `only: 'begun'` it must be the
   * card whose write was begun here.
   */
  | { type: 'settle'; redemption: RedemptionReply | null; only: 'begun' | 'any' }
  /** Send what is due in the outbox; with `all` also what was to wait a while longer. */
  | { type: 'flush'; all: boolean }
  | { type: 'forget'; what: 'all' | 'entries' | 'second-entry' }
  | { type: 'release-card' }
  | { type: 'sound'; sound: Sound }
  /** Says this in place of what is being said; nothing: falls silent. */
  | { type: 'say'; language: Language; loudness: Loudness; said: readonly Said[] }
  | { type: 'print' }
  /** Open the page anew, in the newest version there is. */
  | { type: 'reload' };

export type EffectType = Effect['type'];
export type SettledFacts = RecoverReply;
