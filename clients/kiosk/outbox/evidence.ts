import type { AbortReason } from '../state/effects.ts';
import type { Complete, Recover } from '#schema/contract/redemption.ts';

/**
 * A write that was begun. `card` names the card as the desk does; `ticketHash` is base64url, as a receipt will hold it;
 * `record` is the service's signed statement that the write was authorised.
 */
export interface BegunFacts {
  card: string;
  ticketHash: string;
  reservationId: string;
  record: string;
}

/**
 * What must outlive page, bridge and machine. Nothing in it is secret: a redemption token is worth nothing without this
 * kiosk's key. Times are Unix seconds.
 *
 * `held`: a reservation is claimed for the visit under way. `release`: it is to be given back. `begun`: a write began and
 * nobody knows its end. `receipt`, `status`: the card's own signed word on how it ended.
 */
export type Evidence = { id: string; at: number; tries: number; retryAt: number } & (
  | { kind: 'held'; redemption: string; expiresAt: number }
  | { kind: 'release'; redemption: string; expiresAt: number; reason: AbortReason }
  | ({ kind: 'begun' } & BegunFacts)
  | { kind: 'receipt'; message: Complete }
  | ({ kind: 'status'; redemption: string; message: Recover } & BegunFacts)
);
export type EvidenceKind = Evidence['kind'];
export type Of<K extends EvidenceKind> = Extract<Evidence, { kind: K }>;

/** Durable when `put` and `remove` have returned; `put` replaces what has the same id in one step. */
export interface EvidenceStore {
  all(): Promise<Evidence[]>;
  put(evidence: Evidence): Promise<void>;
  remove(id: string): Promise<void>;
}
