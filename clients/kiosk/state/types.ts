import type { PrinterCondition, ReaderState } from '#clients/card/reader.ts';
import type * as journey from '#clients/journey/machine.ts';
import type { Language } from '#clients/words/languages.ts';
import type { KioskReply } from '#schema/contract/kiosk.ts';
import type { ClaimReply, RedemptionReply, SignatureCertificate } from '#schema/contract/redemption.ts';
import type { Effect } from './effects.ts';
import type { Trouble } from './trouble.ts';

/** What the person in front may choose; back to the defaults when they leave. */
export interface Settings {
  language: Language;
  /** Keys at the bottom of the screen, within reach of a seated person. */
  lowControls: boolean;
  highContrast: boolean;
  /** Text half as large again. */
  largeText: boolean;
  /** Guidance is said aloud, in the languages that are spoken. */
  speech: boolean;
  /** The keys of a keypad stand for places (`keypad/`), and what is said names them. */
  keypad: boolean;
  /** The screen is dark, for somebody who listens. */
  dark: boolean;
  loudness: Loudness;
}

export type Loudness = 'quiet' | 'usual' | 'loud';

/** What lies over a screen because it was asked for. */
export type Open = 'stop' | 'help' | 'reserve' | 'staff' | null;

/** What the service last said about this kiosk. */
export interface ServiceFacts {
  standing: 'unasked' | 'unknown' | 'pending' | 'active' | 'suspended' | 'revoked';
  /** Null: not asked yet. */
  online: boolean | null;
  kiosk: KioskReply | null;
  thumbprint: string | null;
  /** Server clock minus this machine's, in seconds. */
  skew: number;
  /** When to ask again. */
  askAt: number;
}

/** One person with one card. */
export interface Visit {
  redemption: RedemptionReply | null;
  claim: ClaimReply | null;
  /** A claim went out, whether or not its answer came: the reservation may be held for this visit. */
  claimAsked: boolean;
  /** Names the card of this visit, once it was looked at. */
  card: string | null;
  userPinTries: number | null;
  renewAt: number;
  /** By the server's clock: until when the reservation is held. */
  leaseUntil: number;
  /** How often an authorisation was asked for since the last password entry. */
  authorisations: number;
  /** Names the receipt of this visit in the outbox. */
  evidence: string | null;
  /** The service has taken that receipt, or settled the write. */
  recorded: boolean;
  /** By the card's own signature certificate: until when it is valid, and its name until the service was asked of it. */
  validUntil: number | null;
  named: SignatureCertificate | null;
}

export type OutOfService =
  | 'offline'
  | 'closed'
  | 'closed-day'
  | 'maintenance'
  | 'outdated'
  | 'suspended'
  | 'revoked'
  | 'unpaired'
  | 'bridge'
  | 'reader';

/** What the service says of the signature certificate; `hold`: revoked for a while, the card was reported lost. */
export type CertificateStanding = 'good' | 'revoked' | 'hold' | 'unknown';

/** Of the signature certificate, once the new password opened it. `valid`: by its date alone. */
export type CertificateVerdict = 'valid' | 'expired' | 'unchecked' | Exclude<CertificateStanding, 'unknown'>;

/** A claim was refused because of what may be this person's own reset, torn at another kiosk. */
export type Doubt = 'reservation-in-use' | 'reservation-ended';

/** What the screen is about. */
export type Phase =
  | { name: 'starting' }
  | { name: 'enrol'; busy: boolean; trouble: Trouble | null }
  | { name: 'pending' }
  | { name: 'out-of-service'; why: OutOfService }
  | { name: 'menu' }
  | { name: 'self-test' }
  | { name: 'consent' }
  | { name: 'place-card'; busy: boolean }
  | { name: 'pin'; busy: boolean; wrong: boolean; guard: boolean }
  | { name: 'found' }
  | { name: 'password'; refused: boolean }
  | { name: 'confirm'; differsAt: number | null }
  | { name: 'writing'; stage: 'authorise' | 'write' | 'check' }
  | { name: 'done'; certificate: CertificateVerdict }
  | { name: 'put-back'; because: Trouble | null; another: boolean }
  | { name: 'settling'; asking: boolean; another: boolean; because: 'torn' | 'restart' | Doubt }
  | { name: 'not-reset' }
  /** `keptUntil`: the end of the reservation this visit had found, by the server's clock. */
  | { name: 'refused'; trouble: Trouble; keptUntil?: number }
  /** `unchanged`: the password surely is. `until`: the end of the reservation this visit had found, by the server's clock. */
  | { name: 'take-card'; unchanged: boolean; until: number | null }
  | { name: 'receipt'; certificate: CertificateVerdict };
export type PhaseName = Phase['name'];

export type Outage = journey.Outage<Effect, Trouble>;

/** What is known of a card on the reader: a bridge or reader that is gone for a while takes none away. */
export interface CardOnReader {
  lies: boolean;
  /** When the last one was laid down, and taken away. */
  laidAt: number;
  takenAt: number;
  /** It lies there although nothing needs it: since when, how often it was called for, and when it is called for again. */
  left: { since: number; calls: number; callAt: number } | null;
}

/** Times are Unix seconds of this machine's clock. Never in here: PIN, password, or any character of them. */
export interface State extends journey.Journey<Effect> {
  phase: Phase;
  visit: Visit | null;
  touchedAt: number;
  /** For which silence the warning has sounded: `touchedAt` of then. */
  warnedFor: number;
  /** When the phase was entered. */
  since: number;
  reader: ReaderState;
  card: CardOnReader;
  service: ServiceFacts;
  outage: Outage | null;
  settings: Settings;
  /** What this machine begins with, for each person anew; and while headphones are plugged in. */
  usual: Settings;
  listening: Settings;
  headphones: boolean;
  printer: PrinterCondition;
  open: Open;
  /** Version of this page, and when it may next be opened anew for being too old. */
  page: string;
  reloadAt: number;
  /** Proofs of resets that the service has not taken yet. */
  waiting: number;
  /** All that the outbox has to send: these proofs, and reservations to give back. */
  pending: number;
  /** When to offer them again. */
  flushAt: number;
  /** A write was begun and nobody knows yet how it ended. */
  unsettled: boolean;
}

export type Step = journey.Step<State, Effect>;
