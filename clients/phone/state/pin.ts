import type { Event } from './events.ts';
import { enter, leave, stay } from './step.ts';
import type { Phase, State, Step } from './types.ts';

type Pin = Extract<Phase, { name: 'pin' }>;

export function onPin(state: State, phase: Pin, event: Event): Step {
  switch (event.type) {
    case 'sure':
      return enter(state, { ...phase, guard: false });
    case 'entered':
      return phase.guard ? stay(state) : holdCard(state);
    case 'back':
      return enter(state, { name: 'tap', busy: false, trouble: null }, { type: 'forget', what: ['pin'] });
    case 'leave':
      return leave(state);
    default:
      return stay(state);
  }
}

/** A session lives ten minutes, so it is opened only now that the card is about to answer it. */
function holdCard(state: State): Step {
  const { service } = state;
  if (!service) return stay(state);
  const opening = { name: 'hold', stage: 'opening', step: null, trouble: null } as const;
  return enter(state, opening, { type: 'open-session', consentVersion: service.consentVersion });
}
