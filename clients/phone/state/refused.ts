import type { Event } from './events.ts';
import { enter, leave, mustWait, stay } from './step.ts';
import type { Phase, State, Step } from './types.ts';

type Refused = Extract<Phase, { name: 'refused' }>;

export function onRefused(state: State, { resume }: Refused, event: Event): Step {
  if (event.type === 'retry' && resume && !mustWait(state)) return goOn(state, resume);
  return event.type === 'back' || event.type === 'leave' ? leave(state) : stay(state);
}

function goOn(state: State, resume: NonNullable<Refused['resume']>): Step {
  switch (resume) {
    case 'consent':
      return enter(state, { name: 'consent', outdated: true }, { type: 'ask-service' });
    case 'check':
      return enter(state, { name: 'check' }, { type: 'ask-service' });
    case 'tap':
      return enter(state, { name: 'tap', busy: false, trouble: null });
  }
}
