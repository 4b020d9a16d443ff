import { lookAtCard, onLooked } from './arrival.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { finish, homeOnceTaken, leave, refuse } from './leave.ts';
import { andThen, enter, stay, withVisit, type Answers } from './step.ts';
import type { Doubt, Phase, State, Step } from './types.ts';

type Settling = Extract<Phase, { name: 'settling' }>;

/** A reservation that is in use or ended, and was completed this lately, is this person's own, torn at another kiosk. */
const RECENT = 900;

/** Nobody knows how a write ended: only the card can say. What was typed is not needed for that. */
export function startSettling(state: State, because: Settling['because']): Step {
  const asking = state.reader === 'present';
  const settling: Settling = { name: 'settling', asking, another: false, because };
  const waiting = isDoubt(because) ? state : { ...state, unsettled: true };
  const ask = asking ? [askOf(waiting, because)] : [];
  const forget = { type: 'forget', what: 'all' } as const;
  return enter(waiting, settling, forget, { type: 'release-card' }, ...ask);
}

const isDoubt = (because: Settling['because']): because is Doubt =>
  because === 'reservation-in-use' || because === 'reservation-ended';

const askOf = (state: State, because: Settling['because']) =>
  ({
    type: 'settle',
    redemption: state.visit?.redemption ?? null,
    only: isDoubt(because) ? 'any' : 'begun',
  }) as const;

const stop = (state: State): Step => leave(state, 'card-removed');

export const onSettling: Answers<'settling'> = {
  reader(state, phase) {
    if (state.reader !== 'present') return enter(state, { ...phase, asking: false, another: false });
    return phase.asking ? stay(state) : ask(state, phase);
  },
  retry: (state, phase) => ask(state, phase),
  settled: onSettled,
  looked: (state, _phase, event) => onLooked(state, event),
  cancel: (state, { asking }) => (asking && !state.outage ? stay(state) : stop(state)),
};

const ask = (state: State, phase: Settling): Step =>
  enter(state, { ...phase, asking: true, another: false }, askOf(state, phase.because));

function onSettled(state: State, { because }: Settling, event: Extract<Event, { type: 'settled' }>): Step {
  const { completedAt } = event.settled;
  const settled: State = isDoubt(because) ? state : { ...state, unsettled: false };
  const outcome = outcomeFor(state, event);
  if (isDoubt(because)) {
    const recent = completedAt !== null && completedAt > state.now + state.service.skew - RECENT;
    return outcome === 'completed' && recent
      ? finish(withVisit(settled, { recorded: true }), 'unchecked')
      : refuseDoubt(settled, because);
  }
  // What the service has not heard yet waits in the outbox.
  const later: Effect[] = event.recorded ? [] : [{ type: 'flush', all: false }];
  if (outcome === 'completed')
    return andThen(
      finish(withVisit(settled, { recorded: event.recorded, evidence: event.evidence }), 'unchecked'),
      (next) => stay(next, ...later),
    );
  return enter(
    settled,
    { name: 'not-reset' },
    { type: 'release-card' },
    { type: 'sound', sound: 'error' },
    ...later,
  );
}

/** What became of this visit's own write: another reservation that the card was reset for is no answer to that. */
function outcomeFor({ visit }: State, { settled, begunFor }: Extract<Event, { type: 'settled' }>) {
  const own = visit?.claim?.reservationId ?? begunFor;
  return own !== null && settled.reservationId !== own ? 'not-reset' : settled.outcome;
}

const refuseDoubt = (state: State, code: Doubt): Step =>
  refuse(state, { from: 'service', code, retryAfter: null, requestId: '' });

/** The reservation is in use or has ended, and not by this person's reset as far as anybody can say. */
export const refuseAsItWas = (state: State): Step => {
  const because = state.phase.name === 'settling' ? state.phase.because : null;
  return refuseDoubt(state, because && isDoubt(because) ? because : 'reservation-in-use');
};

/** The card, or the way to it, went away before it said how the write ended: it is asked when it is back. */
export const awaitSettling = (state: State): Step =>
  state.phase.name === 'settling' ? enter(state, { ...state.phase, asking: false }) : stay(state);

/** Not the card whose write was begun. */
export const awaitOwnCard = (state: State): Step =>
  state.phase.name === 'settling'
    ? enter(state, { ...state.phase, asking: false, another: true }, { type: 'release-card' })
    : stay(state);

/** The card says that nothing was written: the person may begin again with what is still held for them. */
export const onNotReset: Answers<'not-reset'> = {
  retry: lookAtCard,
  cancel: (state) => leave(state, 'person'),
  reader: homeOnceTaken,
};
