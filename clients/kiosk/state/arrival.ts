import type { Event } from './events.ts';
import { goHome } from './home.ts';
import { leave, refuse } from './leave.ts';
import { enter, newVisit, stay, andThen, withVisit } from './step.ts';
import type { Phase, State, Step } from './types.ts';

type PlaceCard = Extract<Phase, { name: 'place-card' }>;

export function onMenu(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'begin') return enter(state, { name: 'consent' });
  return event.type === 'self-test' ? enter(state, { name: 'self-test' }) : stay(state);
}

export function onConsent(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'agree') return awaitCard(state);
  return event.type === 'cancel' || event.type === 'back' ? leave(state, 'person') : stay(state);
}

/** Begins a visit, at once if the card already lies there. */
export function awaitCard(state: State): Step {
  const fresh: State = { ...state, visit: newVisit(), epoch: state.epoch + 1 };
  const waiting = enter(fresh, { name: 'place-card', busy: false }, { type: 'sound', sound: 'prompt' });
  return andThen(waiting, (next) => (next.reader === 'present' ? lookAtCard(next) : stay(next)));
}

/** Asks the service for a challenge if there is none, and then the card for what it tells without a PIN. */
export function lookAtCard(state: State): Step {
  const busy = enter(state, { name: 'place-card', busy: true });
  const known = state.visit?.redemption;
  const look = { type: 'look', same: Boolean(state.visit?.claim) } as const;
  return andThen(busy, (next) => stay(next, known ? look : { type: 'open' }));
}

export function onPlaceCard(state: State, phase: PlaceCard, event: Event): Step {
  switch (event.type) {
    case 'reader':
      return onReader(state, phase);
    case 'opened':
      return onOpened(state, event);
    case 'looked':
      return onLooked(state, event);
    case 'cancel':
      return leave(state, 'person');
    default:
      return stay(state);
  }
}

/** The service gave a challenge: now the card may be looked at. */
export const onOpened = (state: State, { redemption }: Extract<Event, { type: 'opened' }>): Step =>
  stay(withVisit(state, { redemption }), { type: 'look', same: false });

/** A card taken away while it is looked at costs nothing: wait for it again. */
function onReader(state: State, { busy }: PlaceCard): Step {
  if (state.reader === 'present') return busy ? stay(state) : lookAtCard(state);
  return busy ? enter(state, { name: 'place-card', busy: false }, { type: 'release-card' }) : stay(state);
}

type Looked = Extract<Event, { type: 'looked' }>;

/** What the card told decides: refuse before anything is spent, settle what was begun, or ask for the PIN. */
export function onLooked(before: State, { card, userPinTries, obstacle, unsettled }: Looked): Step {
  const state = withVisit(before, { card, userPinTries });
  if (unsettled) {
    const settling = { name: 'settling', asking: true, another: false, because: 'restart' } as const;
    const redemption = state.visit?.redemption ?? null;
    return enter(state, settling, { type: 'settle', redemption, only: 'begun' });
  }
  if (obstacle) return refuse(state, { from: 'precheck', obstacle });
  const pin = { name: 'pin', busy: false, wrong: false, guard: userPinTries === 1 } as const;
  return enter(state, pin);
}

export const onSelfTest = (state: State, _phase: Phase, event: Event): Step => {
  if (event.type === 'check') return stay(state, { type: 'hear' }, { type: 'flush', all: true });
  if (event.type === 'test-sound') return stay(state, { type: 'sound', sound: 'success' });
  return event.type === 'back' || event.type === 'cancel' ? goHome(state) : stay(state);
};
