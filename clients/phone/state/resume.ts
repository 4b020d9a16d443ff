import { holds } from './held.ts';
import { andThen, enter, leave, stay } from './step.ts';
import type { PhaseName, Resume, State, Step } from './types.ts';

/** Goes on where the first thing is missing, at the earliest at the place that a refusal names. */
export function goOn(state: State, resume: Resume): Step {
  switch (resume) {
    case 'consent':
      return enter(state, { name: 'consent', outdated: true }, { type: 'ask-service' });
    case 'check':
      return enter(state, { name: 'check' }, { type: 'ask-service' });
    case 'extended':
      return enter(state, { name: 'numbers', field: 'code', wrong: null });
    case 'reload':
      return andThen(leave(state), (left) => stay(left, { type: 'reload' }));
    case 'tap':
      return toCard(state);
  }
}

const ON_THE_WAY = new Set<PhaseName>(['numbers', 'tap', 'pin', 'hold', 'selfie']);

/** Has somebody begun, and neither ended nor left? */
export const isOnTheWay = ({ phase }: State): boolean =>
  ON_THE_WAY.has(phase.name) || (phase.name === 'refused' && phase.resume !== null);

/** To the card, or first to what is printed on it. */
export const toCard = (state: State): Step =>
  holds(state, 'numbers')
    ? enter(state, { name: 'tap', busy: false, trouble: null })
    : enter(state, { name: 'numbers', field: 'birth', wrong: null });
