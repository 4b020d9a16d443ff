import type { ReaderState } from '#clients/card/reader.ts';
import { sameReader } from './condition.ts';
import type { Event } from './events.ts';
import { followFacts } from './home.ts';
import { askCertificate } from './leave.ts';
import { andThen, enter, isHome, newVisit, stay, withNewVisit, withVisit, type Answers } from './step.ts';
import type { ServiceFacts, State, Step } from './types.ts';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

const withService = (state: State, change: Partial<ServiceFacts>): State => ({
  ...state,
  service: { ...state.service, ...change },
});

/** The page has found its key and its outbox. */
export function onStarted(state: State, { thumbprint, unsettled, waiting }: Of<'started'>): Step {
  const known = withService({ ...state, unsettled, waiting }, { thumbprint });
  return stay(known, { type: 'hear' }, { type: 'flush', all: true });
}

/** The kiosk is in service. What waits in the outbox goes along. */
export function onHeard(state: State, { kiosk, askAt }: Of<'heard'>): Step {
  const facts = { standing: 'active', online: true, kiosk, skew: kiosk.now - state.now, askAt } as const;
  const flush = state.pending > 0 ? [{ type: 'flush', all: true } as const] : [];
  return andThen(stay(withService(state, facts), ...flush), resume);
}

export const onRefusedHere = (state: State, { standing, askAt }: Of<'refused-here'>): Step =>
  followFacts(withService(state, { standing, online: true, askAt }));

export const onUnheard = (state: State, { askAt }: Of<'unheard'>): Step =>
  followFacts(withService(state, { online: false, askAt }));

/** Seconds within which a fault is told, or that it is over; a reader that flickers is not told at each turn. */
const TOLD_WITHIN = 10;

const toldSoon = (state: State): State =>
  state.service.standing === 'active'
    ? withService(state, { askAt: Math.min(state.service.askAt, state.now + TOLD_WITHIN) })
    : state;

export function onReader(before: State, reader: ReaderState): Step {
  const seen = { ...before, reader, card: seenOn(before, reader) };
  const state = sameReader(before.reader, reader) ? seen : toldSoon(seen);
  return isHome(state) ? resume(state) : stay(state);
}

/** The operator hears of a printer that fails, and that works again; what its program knows first is no news. */
export function onPrinter(before: State, { condition }: Of<'printer'>): Step {
  const state: State = { ...before, printer: condition };
  return stay(before.printer === condition || before.printer === 'unknown' ? state : toldSoon(state));
}

/** A bridge that starts anew, or a reader that is pulled for a while, takes no card away. */
function seenOn({ card, now }: State, reader: ReaderState): State['card'] {
  if (reader === 'present') return { ...card, lies: true, laidAt: card.lies ? card.laidAt : now };
  return reader === 'empty' ? { ...card, lies: false, takenAt: card.lies ? now : card.takenAt } : card;
}

/**
 * Where the page came back after an interruption with a card still on the reader, the card is asked at once how the
 * write ended that was begun before; otherwise the idle screen follows the facts.
 */
function resume(state: State): Step {
  const ready = state.service.standing === 'active' && state.reader === 'present';
  const back = state.phase.name === 'starting' || state.phase.name === 'out-of-service';
  if (!(ready && state.unsettled && back)) return followFacts(state);
  const settling = { name: 'settling', asking: true, another: false, because: 'restart' } as const;
  return enter(withNewVisit(state, newVisit()), settling, {
    type: 'settle',
    redemption: null,
    only: 'begun',
  });
}

export const onEnrol: Answers<'enrol'> = {
  enrol: (state, { busy }, { code }) =>
    busy ? stay(state) : enter(state, { name: 'enrol', busy: true, trouble: null }, { type: 'enrol', code }),
};

/** The service took the code; until the operator confirms the thumbprint the kiosk asks every few seconds. */
export function onEnrolled(state: State, { reply }: Of<'enrolled'>): Step {
  const standing = reply.state;
  const facts = { standing, thumbprint: reply.thumbprint, online: true, askAt: state.now } as const;
  return andThen(stay(withService({ ...state, phase: { name: 'pending' } }, facts)), followFacts);
}

/** The service took what was sent: the receipt of the person in front may be among it. */
export function onFlushed(state: State, { waiting, pending, taken }: Of<'flushed'>): Step {
  const mine = state.visit?.evidence != null && taken.includes(state.visit.evidence);
  const told: State = { ...(mine ? withVisit(state, { recorded: true }) : state), waiting, pending };
  return mine ? askCertificate(told) : stay(told);
}
