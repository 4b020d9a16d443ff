import type { ReservationStatus } from '#schema/contract/reservation.ts';
import type { BirthYears } from '#clients/card/applets/matching-number.ts';
import type { CardStep } from '#clients/card/dialogue/proof.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type * as journey from '#clients/journey/machine.ts';
import type { ReplyOf } from '#schema/contract/endpoints.ts';
import type { Effect, Forgettable } from './effects.ts';
import type { Trouble } from './trouble.ts';

export type Service = ReplyOf<'getService'>;
export type Session = ReplyOf<'openSession'>;
export type PresentedCard = ReplyOf<'presentCard'>;
export type Liveness = ReplyOf<'challengeLiveness'>;
/** A card token and how long it is worth something, and can be. */
export type Reading = ReplyOf<'renewCard'>;
/** As the service says; `lost`: it says that it has lost the record itself. */
export type Reservation = Omit<ReplyOf<'getReservation'>, 'status'> & { status: ReservationStatus | 'lost' };

/** What is printed on the card's front and opens the photo (照合番号B), in the order it is asked for. */
export const NUMBER_FIELDS = ['birth', 'expiry', 'code'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** How cards can be read here. `none`: not at all; `simulated`: the lab's card. */
export type ReaderKind = 'unknown' | 'none' | 'shell' | 'simulated';

/** What kind of phone it is, as the app around the page says, or the browser where there is none. */
export type Platform = 'ios' | 'android';

/** Where a card is held to the phone: to the top edge of its back, to its back, or to the back of one that is folded first. */
export type Place = 'top' | 'back' | 'folded';

/** The engine for live hints, fetched behind the first screens. `share` is the part of it that has arrived. */
export interface EngineState {
  name: 'idle' | 'loading' | 'ready' | 'failed';
  share: number;
}

/** What the screen is about. */
export type Phase =
  | { name: 'starting' }
  | { name: 'welcome' }
  | { name: 'consent'; outdated: boolean }
  | { name: 'check' }
  | { name: 'numbers'; field: NumberField; wrong: Trouble | null }
  /** `since`: when a card began to be waited for. */
  | { name: 'tap'; busy: boolean; trouble: Trouble | null; since?: number }
  | { name: 'pin'; wrong: boolean; guard: boolean }
  | {
      name: 'hold';
      stage: 'opening' | 'card' | 'sending';
      step: CardStep | null;
      trouble: Trouble | null;
      since?: number;
    }
  | { name: 'selfie'; stage: 'ready' | 'asking' | 'shooting' | 'sending'; trouble: Trouble | null }
  /** `atKioskUntil`: how long the person is taken to stand at a kiosk; `quickly`: how often was asked in this visit there. */
  | { name: 'receipt'; cancelling: 'no' | 'asking' | 'busy'; atKioskUntil?: number; quickly?: number }
  | { name: 'rehearsal'; from: 'welcome' | 'receipt' }
  | { name: 'refused'; trouble: Trouble; resume: Resume | null };
export type PhaseName = Phase['name'];

/** Where a refused person may go on, with what was typed still there; `reload`: in this app, fetched again. */
export type Resume = 'consent' | 'check' | 'tap' | 'extended' | 'reload';

/** One person on the way to a reservation. Tokens only: no secret, no image. */
export interface Visit {
  userPinTries: number | null;
  /** Known only once the card refused the numbers. */
  matchingNumberTries: number | null;
  /** How to count the birth date that is printed in the common calendar; null: it is printed in an era. */
  years: BirthYears | null;
  session: Session | null;
  reading: Reading | null;
  /** More time is being asked for, or not before this instant. */
  renewAt: number;
  liveness: Liveness | null;
  faceTries: number | null;
}

export type Outage = journey.Outage<Effect, Trouble>;

/** Times are Unix seconds of this device. Never in here: PIN, matching number, password, photo, picture. */
export interface State extends journey.Journey<Effect> {
  phase: Phase;
  visit: Visit;
  /** What lies in the drawer. */
  held: readonly Forgettable[];
  /** What to ask by: the number of the last visit that the service knew. */
  support: string | null;
  /** The consent text that the person agreed to; null: none yet. */
  agreed: string | null;
  /** The way back was asked for where there is none at this moment. */
  backRefused: boolean;
  service: Service | null;
  /** Server clock minus this device's, in seconds. */
  skew: number;
  reader: { kind: ReaderKind; state: ReaderState; platform?: Platform | null; place?: Place | null };
  engine: EngineState;
  reservation: Reservation | null;
  /** Will the reservation be here after the app was closed? */
  saved: boolean;
  /** Did the last question about the reservation get an answer? Null: none was asked yet. */
  inTouch: boolean | null;
  pollAt: number;
  outage: Outage | null;
  /** A refusal that ends by itself: until when. */
  waitUntil: number | null;
  /** Since when the page is out of sight. */
  hiddenSince: number | null;
}

export type Step = journey.Step<State, Effect>;
