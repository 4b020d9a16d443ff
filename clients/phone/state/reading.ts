import type { Event } from './events.ts';
import { enter, mustWait, refuse, stay, withVisit } from './step.ts';
import { passes, type Trouble } from './trouble.ts';
import type { State, Step } from './types.ts';

// What was read of the card is worth ten minutes, and is renewed without the card for an hour in all.

/** Seconds of it that must be left for pictures to be taken and sent. */
const ENOUGH = 180;
/** Seconds before its end from when the person is warned. */
export const WARN = 180;
/** Seconds until more time is asked for again that did not come. */
const PAUSE = 15;

/** Seconds that the reading is still worth; 0: it is over, or there is none. */
export function timeLeft({ visit: { reading }, now, skew }: State): number {
  return reading ? Math.max(0, reading.expiresAt - now - skew) : 0;
}

/** Can it be made worth more? */
export const isRenewable = ({ visit: { reading } }: State): boolean =>
  reading !== null && reading.renewableUntil > reading.expiresAt;

/** Must more time be had before pictures are taken? */
export const needsTime = (state: State): boolean => timeLeft(state) < ENOUGH && isRenewable(state);

/** Would the reading be over by then, however often it is renewed? `at` is of this device's clock. */
export const isOverBy = ({ visit: { reading }, skew }: State, at: number): boolean =>
  reading === null || at + skew >= reading.renewableUntil;

/** The card has to be read again, and what is printed on it typed again: it was overwritten. */
export const timePassed = (state: State): Step =>
  refuse(state, { from: 'phone', code: 'time-passed' }, 'tap');

/** Asks for more time while the screen stays. */
export function askTime(state: State): Step {
  const { reading, renewAt } = state.visit;
  if (!reading || !isRenewable(state) || state.now < renewAt) return stay(state);
  const asked = withVisit(state, { renewAt: state.now + PAUSE });
  return stay(asked, { type: 'renew', cardToken: reading.cardToken });
}

/** A second passes before the camera is on. A pause is not the person's to wait through: time is had for it. */
export function onWaiting(state: State): Step {
  if (timeLeft(state) === 0) return timePassed(state);
  return mustWait(state) && timeLeft(state) < WARN ? askTime(state) : stay(state);
}

type Renewed = Extract<Event, { type: 'renewed' }>;

export const renewed = (state: State, { reading }: Renewed): State =>
  withVisit(state, { reading, renewAt: state.now });

/** What does not come because of the network is asked for again; what is refused is over. */
export function onRenewTrouble(state: State, trouble: Trouble): Step {
  const { phase } = state;
  if (phase.name !== 'selfie') return stay(state);
  if (!passes(trouble)) return refuse(state, trouble, 'tap');
  return phase.stage === 'ready' && !mustWait(state) ? enter(state, { ...phase, trouble }) : stay(state);
}
