import { lookAtCard, onLooked } from './arrival.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { goHome } from './home.ts';
import { finish, leave, refuse } from './leave.ts';
import { andThen, enter, stay, withVisit } from './step.ts';
import { isLinkLoss, isReaderLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Settling = Extract<Phase, { name: 'settling' }>;

/** A reservation in use that was completed this lately is this person's own, torn at another kiosk. */
const RECENT = 900;

/** Nobody knows how a write ended: only the card can say. What was typed is not needed for that. */
export function startSettling(state: State, because: Settling['because']): Step {
  const asking = state.reader === 'present';
  const settling: Settling = { name: 'settling', asking, another: false, because };
  const waiting = because === 'in-use' ? state : { ...state, unsettled: true };
  const ask = asking ? [askOf(waiting, because)] : [];
  const forget = { type: 'forget', what: 'all' } as const;
  return enter(waiting, settling, forget, { type: 'release-card' }, ...ask);
}

const askOf = (state: State, because: Settling['because']) =>
  ({
    type: 'settle',
    redemption: state.visit?.redemption ?? null,
    only: because === 'in-use' ? 'any' : 'begun',
  }) as const;

export function onSettling(state: State, phase: Settling, event: Event): Step {
  switch (event.type) {
    case 'reader':
      if (state.reader !== 'present') return enter(state, { ...phase, asking: false, another: false });
      return phase.asking ? stay(state) : ask(state, phase);
    case 'retry':
      return ask(state, phase);
    case 'settled':
      return onSettled(state, phase, event);
    case 'looked':
      return onLooked(state, event);
    case 'cancel':
      return phase.asking && !state.outage ? stay(state) : leave(state, 'card-removed');
    default:
      return stay(state);
  }
}

const ask = (state: State, phase: Settling): Step =>
  enter(state, { ...phase, asking: true, another: false }, askOf(state, phase.because));

function onSettled(state: State, { because }: Settling, event: Extract<Event, { type: 'settled' }>): Step {
  const { outcome, completedAt } = event.settled;
  const settled: State = because === 'in-use' ? state : { ...state, unsettled: false };
  if (because === 'in-use') {
    const recent = completedAt !== null && completedAt > state.now + state.service.skew - RECENT;
    return outcome === 'completed' && recent
      ? finish(withVisit(settled, { recorded: true }), 'unchecked')
      : refuse(settled, IN_USE);
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

const IN_USE: Trouble = { from: 'service', code: 'reservation-in-use', retryAfter: null, requestId: '' };

export function onSettleTrouble(state: State, phase: Settling, trouble: Trouble): Step {
  if (phase.because === 'in-use') return refuse(state, IN_USE);
  const waiting = { ...phase, asking: false };
  if (isLinkLoss(trouble) || isReaderLoss(trouble)) return enter(state, waiting);
  if (trouble.from === 'kiosk' && trouble.code === 'another-card')
    return enter(state, { ...waiting, another: true }, { type: 'release-card' });
  return refuse(state, trouble);
}

/** The card says that nothing was written: the person may begin again with what is still held for them. */
export function onNotReset(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'retry') return lookAtCard(state);
  if (event.type === 'cancel') return leave(state, 'person');
  return event.type === 'reader' && state.reader !== 'present' ? goHome(state) : stay(state);
}
