import type { Complete, Recover } from '#schema/contract/redemption.ts';

/**
 * What must outlive page, bridge and machine: that a write was begun, and then the card's own signed word on how it
 * ended. Nothing in it is secret. `at` is Unix seconds.
 */
export type Evidence = { id: string; at: number; tries: number; retryAt: number } & (
  | { kind: 'begun'; cardId: string; reservationId: string }
  | { kind: 'receipt'; message: Complete }
  | { kind: 'status'; redemption: string; message: Recover }
);
export type Begun = Extract<Evidence, { kind: 'begun' }>;

/** Durable when `put` and `remove` have returned; `put` replaces what has the same id in one step. */
export interface EvidenceStore {
  all(): Promise<Evidence[]>;
  put(evidence: Evidence): Promise<void>;
  remove(id: string): Promise<void>;
}
