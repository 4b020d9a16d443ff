import type { Event } from './events.ts';
import { enter, leave, stay } from './step.ts';
import type { Phase, State, Step } from './types.ts';

type Started = Extract<Event, { type: 'started' }>;

/** A reservation kept from an earlier visit comes first. */
export function onStarted(state: State, { kept, kind }: Started): Step {
  const known: State = { ...state, reader: { ...state.reader, kind }, reservation: kept, pollAt: state.now };
  if (kept) return enter(known, { name: 'receipt', cancelling: 'no' });
  return enter(known, { name: 'welcome' }, { type: 'ask-service' });
}

export function onWelcome(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'begin')
    return enter(state, { name: 'consent', outdated: false }, { type: 'ask-service' });
  return event.type === 'rehearse' ? enter(state, { name: 'rehearsal', from: 'welcome' }) : stay(state);
}

export function onConsent(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'agree') return enter(state, { name: 'check' }, { type: 'ask-service' });
  return event.type === 'back' ? leave(state) : stay(state);
}

/** Goes on only where a card can be read and the service takes reservations. The engine is fetched meanwhile. */
export function onCheck(state: State, _phase: Phase, event: Event): Step {
  switch (event.type) {
    case 'next':
      return mayGoOn(state)
        ? enter(state, { name: 'numbers', field: 'birth', wrong: null }, { type: 'load-engine' })
        : stay(state);
    case 'retry':
      return stay({ ...state, outage: null }, { type: 'ask-service' });
    case 'back':
      return enter(state, { name: 'consent', outdated: false });
    case 'rehearse':
      return enter(state, { name: 'rehearsal', from: 'welcome' });
    default:
      return stay(state);
  }
}

export const mayGoOn = ({ service, reader }: State): boolean =>
  service !== null && service.phone.open && reader.kind !== 'none' && reader.kind !== 'unknown';

export const onRehearsal = (
  state: State,
  phase: Extract<Phase, { name: 'rehearsal' }>,
  event: Event,
): Step => {
  if (event.type !== 'back') return stay(state);
  return phase.from === 'receipt'
    ? enter(state, { name: 'receipt', cancelling: 'no' })
    : enter(state, { name: 'welcome' });
};
