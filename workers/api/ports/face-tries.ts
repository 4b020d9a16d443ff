import type { AuditEvent } from '../domain/audit.ts';
import type { HeldChallenge } from '../domain/challenge-policy.ts';
import type { Maintenance } from '../domain/opening-hours.ts';
import type { Change, Reservation } from '../domain/reservation.ts';
import type { Charge, CountedTries } from '../domain/throttle-policy.ts';
import type { SeenAnswer, TakenToken, Written } from './stores.ts';
import type { Proof } from './tokens.ts';

/** How a card stands: what is counted of it, and its sequence of head movements. */
export interface Standing {
  counted: CountedTries;
  held: HeldChallenge | null;
}

/** A session's one reading of a card. */
export interface Reading {
  session: { id: string; digest: string; expiresAt: number; takenAt: number };
  /** How often the same reading is taken. */
  limit: number;
  certId: string;
  /** Opened for a card that has no sequence and of which nothing is counted. */
  first: HeldChallenge;
}

/** What became of the session; `used-up`: the same reading was taken `limit` times. */
export type Read = { spent: 'replayed' | 'other-body' | 'used-up' } | ({ spent: 'taken' } & Standing);

/** A look at the face that is to begin. */
export interface FaceTry {
  challenge: TakenToken & { digest: string };
  /** Is there time to answer the challenge for the first time? */
  answerable: boolean;
  charge: Charge;
}

/** What is known of the challenge; `lost`: the request that took it then never answered. */
export type Known =
  | { state: 'fresh' }
  | { state: 'other-body' }
  | { state: 'working' }
  | { state: 'answered'; outcome: string }
  | { state: 'lost'; takenAt: number };

/** What the try was, or would have been, begun on: after a try that began, the challenge is in its hands. */
export interface TryFacts {
  known: Known;
  counted: CountedTries;
  /** The card's one reservation without an end, run out or not. */
  open: Reservation | null;
  /** The reservation that answered the challenge. */
  answered: Reservation | null;
  /** Closures that are not over. */
  maintenance: Maintenance[];
}

/** A match, and all that is to be stored of it. */
export interface Made {
  reservation: Reservation;
  event: AuditEvent;
  superseded: Change | null;
  /** The card's earlier one has run out, and is closed. */
  runOut: boolean;
  answer: SeenAnswer;
  charge: Charge;
}

/** STEP 1 of a card in D1. Each verb is one trip; what it writes stands or falls together. */
export interface FaceTryStore {
  standing(certId: string): Promise<Standing>;
  /** Takes a session's reading, and opens the card's first sequence with it. */
  present(reading: Reading, proof: Proof): Promise<Read>;
  /** Stores `next` if the card's sequence is still `from`; `proof` is spent with it, where there is one. */
  open(
    certId: string,
    next: HeldChallenge,
    from: HeldChallenge | null,
    proof: Proof | null,
  ): Promise<Written>;
  /**
   * Takes the challenge and charges the try, both or neither: only while the step is open, no kiosk works on a reservation of
   * the card, the challenge is free, and the count still stands at what the charge was decided on.
   * @param proof null where an earlier round of the same request spent it
   */
  begin(attempt: FaceTry, proof: Proof | null): Promise<({ begun: boolean } & TryFacts) | 'replayed'>;
  /** The try failed at nothing: its charge is given back, with an event, and the challenge is free. */
  undo(taken: TakenToken, charge: Charge): Promise<void>;
  /** Stores an answer whose pictures could not be used and counts it: the charge is given back, the sequence goes on under `nextId`. */
  unusable(answer: SeenAnswer, charge: Charge, nextId: string): Promise<void>;
  /** Stores an answer that decided the sequence, unless another request has taken it over. */
  decided(answer: SeenAnswer, certId: string): Promise<void>;
  /**
   * Stores a new reservation, the end of the card's earlier one and the answer to the challenge, and clears the card's counts;
   * or, where a live one stands in the way or the challenge is in other hands, undoes the try.
   * @returns where nothing was made, the reservation without an end that stands then
   */
  make(made: Made): Promise<'done' | { open: Reservation | null }>;
}
