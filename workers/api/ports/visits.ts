import type { Heartbeat } from '#schema/contract/kiosk.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { Maintenance } from '../domain/opening-hours.ts';
import type { Move, Reservation } from '../domain/reservation.ts';
import type { Kiosk, TakenToken } from './stores.ts';
import type { Proof } from './tokens.ts';

/** What a redemption is known by: its token's `iat` and `jti`. */
export interface VisitKey {
  openedAt: number;
  id: string;
}

/** A redemption that found its reservation. */
export interface Redemption extends VisitKey {
  reservationId: string;
  certId: string;
  kioskId: string;
  claimDigest: string;
  kioskKeyHash: string;
  claimedAt: number;
  support: string | null;
}

/** What the facts of a call are asked for. */
export interface Asked {
  /** Of the key that asks. */
  thumbprint: string;
  visit?: VisitKey;
  /** Where no visit leads to the reservation. */
  reservationId?: string;
  certId?: string;
  ticketHash?: string;
}

/** All that a call of STEP 2 is decided on, as one statement finds it. */
export interface VisitFacts {
  kiosk: Kiosk | null;
  /** Closures that are not over. */
  closures: Maintenance[];
  visit: Redemption | null;
  /** The visit's reservation. */
  held: Reservation | null;
  /** The card's live reservation, or else its newest: clocks of two places differ, and order by them hides nothing live. */
  found: Reservation | null;
  /** The reservation whose ticket the card names. */
  named: Reservation | null;
}

/** What a move rests on besides the row's version. The write says it again: facts may be past by then. */
export interface Ground {
  /** In service, or ever enrolled. */
  kiosk: 'active' | 'known';
  /** No closure is in force and the kiosk's own hours hold, or no closure that cuts is. */
  closures?: 'open' | 'uncut';
  /** What else the row itself has to say. */
  row?: Pick<Reservation, 'ticketHash' | 'chipId' | 'state'>;
}

/** A decided move, and what is written with it. */
export interface Writing {
  move: Move;
  ground: Ground;
  /** Null where a call's other change spends its proof. */
  proof: Proof | null;
  /** Of a claim: added with it, and the ground that there was none. */
  redemption?: Redemption | undefined;
}

/** `replayed`: the proof's `jti` was used before, and nothing was written. */
export type Outcome = { state: 'done' } | { state: 'replayed' } | { state: 'lost'; facts: VisitFacts };

/** STEP 2 in the database: one trip for what is known, one for what is changed. */
export interface VisitStore {
  facts(asked: Asked, now: number): Promise<VisitFacts>;
  /** Writes a move on its grounds; where they are gone, answers the facts that the same transaction found. */
  write(writing: Writing, asked: Asked, now: number): Promise<Outcome>;
  /**
   * Takes the token of a question about a visit, unless it was taken before, where its kiosk is in service and the visit ended
   * in a reset; answers the facts as well.
   */
  takeQuestion(
    token: TakenToken & { digest: string },
    asked: Asked & { visit: VisitKey },
    proof: Proof,
    now: number,
  ): Promise<{ taken: boolean; facts: VisitFacts } | 'replayed'>;
  /** Notes what a kiosk in service says of itself, unless its row says the same and is not old; answers the facts. */
  heard(thumbprint: string, said: Heartbeat, now: number): Promise<VisitFacts>;
  /** Appends the completion of a reservation that has no row, unless the trail has one. Answers when it was completed. */
  completeWithoutRow(event: AuditEvent, proof: Proof): Promise<number | 'replayed'>;
}
