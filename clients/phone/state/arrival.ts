import type { Event } from './events.ts';
import { toCard } from './resume.ts';
import { andThen, enter, leave, stay, type Answers } from './step.ts';
import type { State, Step } from './types.ts';

type Started = Extract<Event, { type: 'started' }>;

/** A reservation kept from an earlier visit comes first. */
export function onStarted(
  state: State,
  { kept, kind, platform = null, place = null, agreed = null }: Started,
): Step {
  const reader = { ...state.reader, kind, platform, place };
  const known: State = { ...state, reader, reservation: kept, agreed, pollAt: state.now };
  if (kept) return enter(known, { name: 'receipt', cancelling: 'no' });
  if (agreed === null) return enter(known, { name: 'welcome' }, { type: 'ask-service' });
  const trouble = { from: 'phone', code: 'reloaded' } as const;
  return enter(known, { name: 'refused', trouble, resume: 'check' }, { type: 'ask-service' });
}

export const onWelcome: Answers<'welcome'> = {
  begin: (state) => enter(state, { name: 'consent', outdated: false }, { type: 'ask-service' }),
  rehearse: (state) => enter(state, { name: 'rehearsal', from: 'welcome' }),
};

export const onConsent: Answers<'consent'> = {
  // Nobody agrees before they are told whose service it is.
  agree: (state) => (state.service ? check({ ...state, agreed: state.service.consentVersion }) : stay(state)),
  back: (state) => leave(state),
};

/** What stands against going on is a screen of its own; where nothing does, there is none. */
export const check = (state: State): Step =>
  isClear(state)
    ? onToCard(state)
    : enter({ ...state, pollAt: state.now + ASK_AGAIN }, { name: 'check' }, { type: 'ask-service' });

/** Seconds until it is asked again whether a service that was closed has opened. */
const ASK_AGAIN = 30;

/** Nobody stands before "closed" when it is over. */
function askAgain(state: State): Step {
  const { outage, hiddenSince, now, pollAt } = state;
  const waits = deadEndOf(state) === 'closed' && !outage && hiddenSince === null && now >= pollAt;
  return waits ? stay({ ...state, pollAt: now + ASK_AGAIN }, { type: 'ask-service' }) : stay(state);
}

const isClear = (state: State): boolean => mayGoOn(state) && deadEndOf(state) === null;

/** Goes on only where a card can be read and the service takes reservations. */
export const onCheck: Answers<'check'> = {
  heard: (state) => (isClear(state) ? onToCard(state) : stay(state)),
  tick: askAgain,
  next: (state) => (mayGoOn(state) ? onToCard(state) : stay(state)),
  retry: (state) => stay({ ...state, outage: null }, { type: 'ask-service' }),
  back: (state) => enter(state, { name: 'consent', outdated: false }),
  rehearse: (state) => enter(state, { name: 'rehearsal', from: 'welcome' }),
};

/** What was agreed to is the text that the service has now, or is asked for again. The engine is fetched meanwhile. */
function onToCard(state: State): Step {
  const { agreed, service } = state;
  if (agreed !== service!.consentVersion) return enter(state, { name: 'consent', outdated: agreed !== null });
  return andThen(toCard(state), (next) => stay(next, { type: 'load-engine' }));
}

/** What ends a person's way before it begins, most final first; `no-windows`: they may still want it. */
export type DeadEnd = 'no-reader' | 'closed' | 'no-windows';

/** Why nobody should begin now; null: nothing is known against it. */
export function deadEndOf({ service, reader }: State): DeadEnd | null {
  if (reader.kind === 'none') return 'no-reader';
  if (service && !service.phone.open) return 'closed';
  return service?.reservation.windows.length === 0 ? 'no-windows' : null;
}

export const mayGoOn = ({ service, reader }: State): boolean =>
  service !== null && service.phone.open && reader.kind !== 'none' && reader.kind !== 'unknown';

export const onRehearsal: Answers<'rehearsal'> = {
  back: (state, { from }) =>
    from === 'receipt'
      ? enter(state, { name: 'receipt', cancelling: 'no' })
      : enter(state, { name: 'welcome' }),
};
