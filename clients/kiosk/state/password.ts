import type { Event } from './events.ts';
import { leave } from './leave.ts';
import { pulled } from './put-back.ts';
import { enter, stay, withVisit } from './step.ts';
import type { Phase, State, Step } from './types.ts';
import { askForAuthorisation } from './write.ts';

type Confirm = Extract<Phase, { name: 'confirm' }>;

export function onFound(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'next') return enter(state, { name: 'password', refused: false });
  return onTyping(state, event);
}

export function onPassword(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'entered') return enter(state, { name: 'confirm', differsAt: null });
  return onTyping(state, event);
}

export function onConfirm(state: State, _phase: Confirm, event: Event): Step {
  switch (event.type) {
    case 'entered':
      return stay(state, { type: 'compare' });
    case 'compared':
      return onCompared(state, event.differsAt);
    case 'back':
      return enter(state, { name: 'password', refused: false }, { type: 'forget', what: 'entries' });
    default:
      return onTyping(state, event);
  }
}

function onCompared(state: State, differsAt: number | null): Step {
  if (differsAt === null) return askForAuthorisation(withVisit(state, { authorisations: 0 }));
  const again = { name: 'confirm', differsAt } as const;
  return enter(state, again, { type: 'forget', what: 'second-entry' }, { type: 'sound', sound: 'error' });
}

function onTyping(state: State, event: Event): Step {
  if (event.type === 'reader' && state.reader !== 'present') return pulled(state);
  return event.type === 'cancel' ? leave(state, 'person') : stay(state);
}
