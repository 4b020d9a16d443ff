import type { Event } from './events.ts';
import { goHome } from './home.ts';
import { leave, refuse } from './leave.ts';
import { andThen, enter, newVisit, stay, withNewVisit, withVisit, type Answers } from './step.ts';
import type { State, Step } from './types.ts';

/** Nothing can be begun here now. */
export const onIdle: Answers<'menu' | 'pending' | 'out-of-service'> = {
  'self-test': (state) => enter(state, { name: 'self-test' }),
};

/** A card laid down says as much as the entry of the menu. One that lay there before says nothing: it was left. */
export const onMenu: Answers<'menu'> = {
  ...onIdle,
  begin: (state) => enter(state, { name: 'consent' }),
  reader: (state) =>
    state.reader === 'present' && state.card.laidAt === state.now
      ? enter(state, { name: 'consent' }, { type: 'sound', sound: 'prompt' })
      : stay(state),
};

const stop = (state: State): Step => leave(state, 'person');

export const onConsent: Answers<'consent'> = { agree: awaitCard, cancel: stop, back: stop };

/** Begins a visit, at once if the card already lies there. */
export function awaitCard(state: State): Step {
  const waiting = enter(
    withNewVisit(state, newVisit()),
    { name: 'place-card', busy: false },
    { type: 'sound', sound: 'prompt' },
  );
  return andThen(waiting, (next) => (next.reader === 'present' ? lookAtCard(next) : stay(next)));
}

/** Asks the service for a challenge if there is none, and then the card for what it tells without a PIN. */
export const lookAtCard = (state: State): Step =>
  andThen(enter(state, { name: 'place-card', busy: true }), askCard);

/** The same without another screen. */
export const askCard = (state: State): Step =>
  stay(
    state,
    state.visit?.redemption ? { type: 'look', same: Boolean(state.visit.claim) } : { type: 'open' },
  );

/** The service gave a challenge: now the card may be looked at. */
export const onOpened = (state: State, { redemption }: Extract<Event, { type: 'opened' }>): Step =>
  stay(withVisit(state, { redemption }), { type: 'look', same: false });

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

export const onPlaceCard: Answers<'place-card'> = {
  reader(state, { busy }) {
    const there = state.reader === 'present';
    if (there === busy) return stay(state);
    return there ? lookAtCard(state) : awaitAgain(state);
  },
  opened: (state, _phase, event) => onOpened(state, event),
  looked: (state, _phase, event) => onLooked(state, event),
  cancel: stop,
};

/** A card taken away while it is looked at costs nothing: the same screen waits for it again. */
export const awaitAgain = (state: State): Step =>
  enter(state, { name: 'place-card', busy: false }, { type: 'release-card' });

export const onSelfTest: Answers<'self-test'> = {
  check: (state) => stay(state, { type: 'hear' }, { type: 'flush', all: true }),
  'test-sound': (state) => stay(state, { type: 'sound', sound: 'success' }),
  back: goHome,
  cancel: goHome,
};
