import type { Event } from './events.ts';
import { enter, leave, stay, type Answers } from './step.ts';
import type { State, Step } from './types.ts';

type Started = Extract<Event, { type: 'started' }>;

/** A reservation kept from an earlier visit comes first. */
export function onStarted(state: State, { kept, kind }: Started): Step {
  const known: State = { ...state, reader: { ...state.reader, kind }, reservation: kept, pollAt: state.now };
  if (kept) return enter(known, { name: 'receipt', cancelling: 'no' });
  return enter(known, { name: 'welcome' }, { type: 'ask-service' });
}

export const onWelcome: Answers<'welcome'> = {
  begin: (state) => enter(state, { name: 'consent', outdated: false }, { type: 'ask-service' }),
  rehearse: (state) => enter(state, { name: 'rehearsal', from: 'welcome' }),
};

export const onConsent: Answers<'consent'> = {
  agree: (state) => enter(state, { name: 'check' }, { type: 'ask-service' }),
  back: (state) => leave(state),
};

/** Goes on only where a card can be read and the service takes reservations. The engine is fetched meanwhile. */
export const onCheck: Answers<'check'> = {
  next: (state) =>
    mayGoOn(state)
      ? enter(state, { name: 'numbers', field: 'birth', wrong: null }, { type: 'load-engine' })
      : stay(state),
  retry: (state) => stay({ ...state, outage: null }, { type: 'ask-service' }),
  back: (state) => enter(state, { name: 'consent', outdated: false }),
  rehearse: (state) => enter(state, { name: 'rehearsal', from: 'welcome' }),
};

export const mayGoOn = ({ service, reader }: State): boolean =>
  service !== null && service.phone.open && reader.kind !== 'none' && reader.kind !== 'unknown';

export const onRehearsal: Answers<'rehearsal'> = {
  back: (state, { from }) =>
    from === 'receipt'
      ? enter(state, { name: 'receipt', cancelling: 'no' })
      : enter(state, { name: 'welcome' }),
};
