import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { PasswordFault } from '#schema/contract/card/password.ts';
import type { EnrolReply, KioskReply } from '#schema/contract/kiosk.ts';
import type {
  Claim,
  ClaimReply,
  RedemptionReply,
  SignatureCertificate,
} from '#schema/contract/redemption.ts';
import type { Effect, SettledFacts } from './effects.ts';
import type { Trouble } from './trouble.ts';
import type { PrinterCondition, ReaderState } from '#clients/card/reader.ts';
import type { CertificateStanding, Open, Settings } from './types.ts';

/** What the person does. */
export type PersonEvent =
  | { type: 'touch' }
  /** A key or button was pressed. */
  | { type: 'press'; taken: boolean }
  | { type: 'begin' }
  | { type: 'agree' }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'cancel' }
  | { type: 'retry' }
  | { type: 'sure' }
  /** The entry on screen is complete. */
  | { type: 'entered' }
  /** It was to end, or to go on, and cannot: what stands in the way. */
  | { type: 'missed'; faults: readonly PasswordFault[] }
  | { type: 'print' }
  | { type: 'self-test' }
  /** Ask the service anew, from the self-test. */
  | { type: 'check' }
  | { type: 'test-sound' }
  | { type: 'settings'; settings: Partial<Settings> }
  /** Shows over the screen what was asked for, or takes it away. */
  | { type: 'open'; what: Open }
  /** Says what the screen is about once more. */
  | { type: 'again' }
  | { type: 'enrol'; code: string };

/** How something the state machine asked for ended. */
export type ResultEvent =
  | { type: 'opened'; redemption: RedemptionReply }
  /** `card` names the card as the desk does. `unsettled`: a write to it was begun here and never settled. */
  | {
      type: 'looked';
      card: string;
      userPinTries: number | null;
      obstacle: Obstacle | null;
      unsettled: boolean;
    }
  | { type: 'proved'; message: Claim }
  | { type: 'claimed'; claim: ClaimReply }
  | { type: 'renewed'; leaseUntil: number }
  | { type: 'compared'; differsAt: number | null }
  | { type: 'authorised'; authorisation: string; record: string }
  | { type: 'written'; evidence: string }
  /** `named`: how the service is asked about it; null where the certificate could not be read. */
  | { type: 'checked'; validUntil: number | null; named: SignatureCertificate | null }
  | { type: 'standing'; standing: CertificateStanding }
  /**
   * `recorded`: the service knows it too; otherwise the card alone has said so until now, and `evidence` waits.
   * `begunFor`: the reservation for which the last write to this card was begun here.
   */
  | {
      type: 'settled';
      settled: SettledFacts;
      begunFor: string | null;
      recorded: boolean;
      evidence: string | null;
    }
  | { type: 'failed'; effect: Effect; trouble: Trouble };

/** What happens whoever is there. */
export type WorldEvent =
  | { type: 'tick' }
  /** The machine says that it is connected again. */
  | { type: 'online' }
  | { type: 'reader'; reader: ReaderState }
  /** Headphones were plugged in, or taken out. */
  | { type: 'headphones'; plugged: boolean }
  | { type: 'printer'; condition: PrinterCondition }
  | { type: 'started'; thumbprint: string; unsettled: boolean; waiting: number }
  | { type: 'heard'; kiosk: KioskReply; askAt: number }
  | { type: 'refused-here'; standing: 'unknown' | 'pending' | 'suspended' | 'revoked'; askAt: number }
  | { type: 'unheard'; askAt: number }
  | { type: 'enrolled'; reply: EnrolReply }
  | { type: 'flushed'; waiting: number; pending: number; taken: readonly string[] };

/** What an effect comes to. */
export type Outcome = ResultEvent | WorldEvent;

/** `epoch` names the visit that asked. */
export type Event = PersonEvent | WorldEvent | (ResultEvent & { epoch: number });

const RESULTS: Record<ResultEvent['type'], true> = {
  opened: true,
  looked: true,
  proved: true,
  claimed: true,
  renewed: true,
  compared: true,
  authorised: true,
  written: true,
  checked: true,
  standing: true,
  settled: true,
  failed: true,
};

/** Did a visit ask for this? */
export const isResult = (event: { type: string }): event is ResultEvent => event.type in RESULTS;

/** An outcome as the visit that asked for it is told. */
export const eventOf = (outcome: Outcome, epoch: number): Event =>
  isResult(outcome) ? { ...outcome, epoch } : outcome;
