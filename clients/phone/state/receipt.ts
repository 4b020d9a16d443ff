import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Event } from './events.ts';
import { andThen, enter, leave, stay, suspend, type Answers } from './step.ts';
import { isOldApp, type Trouble } from './trouble.ts';
import type { Phase, Reservation, State, Step } from './types.ts';

type Status = Reservation['status'];

type Receipt = Extract<Phase, { name: 'receipt' }>;

/** Seconds between two questions about the reservation while the page is in sight. */
const POLL_EVERY = 60;
/** The same while the person stands at a kiosk, and for how long they are taken to. */
const POLL_AT_KIOSK = 20;
const AT_KIOSK = 100;
/** While a kiosk works on it the code to compare is there or gone soon: so many quick questions has one visit. */
const POLL_CLAIMED = 10;
const QUICK = 6;
/** Longer while there is no answer. */
const POLL_AGAIN = 15;

const LIVE = new Set<Status>(['reserved', 'claimed']);

const ask = (state: State, phase: Receipt): Step =>
  isEnded(state) || phase.cancelling === 'busy'
    ? stay(state)
    : enter(state, { ...phase, cancelling: 'asking' });

const stop = (state: State, phase: Receipt): Step =>
  phase.cancelling === 'asking' ? enter(state, { ...phase, cancelling: 'no' }) : stay(state);

const cancel = (state: State, phase: Receipt): Step =>
  phase.cancelling === 'asking'
    ? enter(state, { ...phase, cancelling: 'busy' }, { type: 'cancel' })
    : stay(state);

export const onReceipt: Answers<'receipt'> = {
  tick: onTick,
  cancel: ask,
  sure: cancel,
  keep: stop,
  back: stop,
  'at-kiosk': (state, phase) => askAtKiosk(state, { ...phase, atKioskUntil: state.now + AT_KIOSK }),
  begin: (state) => again(state),
  rehearse: (state) => enter(state, { name: 'rehearsal', from: 'receipt' }),
  leave: (state) => (isEnded(state) ? forget(state) : stay(state)),
};

const askAtKiosk = (state: State, phase: Receipt): Step =>
  onTick({ ...state, phase, pollAt: state.now }, phase);

/** What became of the reservation, as far as this phone knows: time passes without a network too. */
export function statusOf({ reservation, now, skew }: State): Status | null {
  if (!reservation) return null;
  const over = reservation.status === 'reserved' && now + skew >= reservation.expiresAt;
  return over ? 'expired' : reservation.status;
}

export const isEnded = (state: State): boolean => {
  const status = statusOf(state);
  return status === null || !LIVE.has(status);
};

function onTick(state: State, phase: Receipt): Step {
  if (isEnded(state) || state.hiddenSince !== null || state.now < state.pollAt) return stay(state);
  const quickly = isClaimed(state) || isAtKiosk(state) ? (phase.quickly ?? 0) + 1 : 0;
  const asking = { ...state, phase: { ...phase, quickly } };
  return stay({ ...asking, pollAt: state.now + pauseOf(asking, quickly) }, { type: 'poll' });
}

const isClaimed = ({ reservation }: State): boolean => reservation?.status === 'claimed';

/** Seconds until it is asked again, after so many quick questions. */
function pauseOf(state: State, quickly: number): number {
  if (quickly >= QUICK) return POLL_EVERY;
  if (isClaimed(state)) return POLL_CLAIMED;
  return isAtKiosk(state) ? POLL_AT_KIOSK : POLL_EVERY;
}

/** Did the person say, not long ago, that they stand at a kiosk? */
export const isAtKiosk = ({ phase, now }: State): boolean =>
  phase.name === 'receipt' && now < (phase.atKioskUntil ?? 0);

/** The way to a reservation that takes the place of this one; one that has ended is forgotten at once. */
function again(state: State): Step {
  const consent = { name: 'consent', outdated: false } as const;
  if (!isEnded(state)) return andThen(leave(state, consent), (next) => stay(next, { type: 'ask-service' }));
  const gone = leave({ ...state, reservation: null, inTouch: null }, consent);
  return andThen(gone, (next) => stay(next, { type: 'forget', what: ['kept'] }, { type: 'ask-service' }));
}

type Polled = Extract<Event, { type: 'polled' }>;

/** Also the answer to cancelling. */
export function onPolled(state: State, { view }: Polled): Step {
  const told: State = { ...state, reservation: view, inTouch: true, skew: view.now - state.now };
  const claimedNow = isClaimed(told) && !isClaimed(state);
  const heard = claimedNow ? { ...told, pollAt: Math.min(state.pollAt, state.now + POLL_CLAIMED) } : told;
  return heard.phase.name === 'receipt' && heard.phase.cancelling === 'busy'
    ? enter(heard, { name: 'receipt', cancelling: 'no' })
    : stay(heard);
}

export const onOutOfTouch = (state: State): Step =>
  stay({ ...state, inTouch: false, pollAt: state.now + POLL_AGAIN });

/**
 * A cancellation that the service does not take. Where it names the end of the reservation, that is its state; an app that
 * it does not understand is said to be old, over a reservation that stands.
 */
export function onCancelTrouble(state: State, trouble: Trouble): Step {
  if (isOldApp(trouble)) return suspend(state, { type: 'cancel' }, trouble);
  const asked = enter(state, { name: 'receipt', cancelling: 'no' });
  const ended = trouble.from === 'service' ? endedBy(trouble.code) : undefined;
  if (!ended || !state.reservation) return { ...asked, state: { ...asked.state, pollAt: state.now } };
  return { ...asked, state: { ...asked.state, reservation: { ...state.reservation, status: ended } } };
}

const ENDED_BY: Partial<Record<ProblemCode, Status>> = {
  'reservation-expired': 'expired',
  'token-refused': 'expired',
  'no-reservation': 'expired',
  'reservation-lost': 'lost',
};

/** What a refusal says of the reservation that was asked about; nothing for most. */
export const endedBy = (code: ProblemCode): Status | undefined => ENDED_BY[code];

/** Nothing is left of a reservation that has ended once the person has read so. */
function forget(state: State): Step {
  const gone = leave({ ...state, reservation: null, inTouch: null });
  return andThen(gone, (next) => stay(next, { type: 'forget', what: ['kept'] }, { type: 'ask-service' }));
}
