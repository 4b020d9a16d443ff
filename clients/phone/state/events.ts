import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { CardStep } from '#clients/card/dialogue/proof.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { Effect } from './effects.ts';
import type { PhoneTrouble, Trouble } from './trouble.ts';
import type {
  EngineState,
  Liveness,
  Place,
  Platform,
  PresentedCard,
  Reading,
  ReaderKind,
  Reservation,
  Service,
  Session,
} from './types.ts';

/** What the person does. What was typed or photographed is already in the drawer. */
export type PersonEvent =
  | { type: 'begin' }
  | { type: 'agree' }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'leave' }
  | { type: 'retry' }
  | { type: 'sure' }
  /** The entry on screen is complete. */
  /** `western`: the birth date is printed in the common calendar. */
  | { type: 'entered'; western?: boolean }
  /** The year typed says that the card has run out. */
  | { type: 'card-expired' }
  | { type: 'more-time' }
  | { type: 'shoot' }
  | { type: 'captured' }
  | { type: 'not-captured'; code: PhoneTrouble }
  | { type: 'rehearse' }
  /** The person stands at a kiosk. */
  | { type: 'at-kiosk' }
  | { type: 'cancel' }
  | { type: 'keep' };

/** How something the state machine asked for ended. */
export type ResultEvent =
  | { type: 'looked'; userPinTries: number | null; obstacle: Obstacle | null }
  | { type: 'opened'; session: Session }
  | { type: 'step'; step: CardStep }
  | { type: 'proved' }
  | { type: 'presented'; card: PresentedCard }
  | { type: 'challenged'; liveness: Liveness }
  | { type: 'renewed'; reading: Reading }
  | { type: 'reserved'; view: Reservation; saved: boolean }
  | { type: 'failed'; effect: Effect; trouble: Trouble };

/** What happens whoever is there. */
export type WorldEvent =
  | { type: 'tick' }
  | { type: 'online' }
  | { type: 'hidden' }
  | { type: 'shown' }
  /** The page is closed, or put away by the browser. */
  | { type: 'gone' }
  /** `agreed`: what the person had agreed to when the app was loaded in the middle of their way. */
  | {
      type: 'started';
      kept: Reservation | null;
      kind: ReaderKind;
      platform?: Platform | null;
      place?: Place | null;
      agreed?: string | null;
    }
  | { type: 'reader'; reader: ReaderState }
  | { type: 'heard'; service: Service }
  | { type: 'engine'; engine: EngineState }
  | { type: 'polled'; view: Reservation }
  | { type: 'out-of-touch' };

/** What an effect comes to. */
export type Outcome = ResultEvent | WorldEvent;

/** `epoch` names the visit that asked. */
export type Event = PersonEvent | WorldEvent | (ResultEvent & { epoch: number });

const RESULTS: Record<ResultEvent['type'], true> = {
  looked: true,
  opened: true,
  step: true,
  proved: true,
  presented: true,
  challenged: true,
  renewed: true,
  reserved: true,
  failed: true,
};

/** Did a visit ask for this? */
const isResult = (outcome: Outcome): outcome is ResultEvent => outcome.type in RESULTS;

/** An outcome as the visit that asked for it is told. */
export const eventOf = (outcome: Outcome, epoch: number): Event =>
  isResult(outcome) ? { ...outcome, epoch } : outcome;
