import { holding } from './held.ts';
import { enter, leave, stay, type Answers } from './step.ts';
import type { State, Step } from './types.ts';

/** Asks for the PIN; with one try left, first whether the person is sure. */
export const askPin = (state: State, wrong: boolean): Step =>
  enter(
    state,
    { name: 'pin', wrong, guard: state.visit.userPinTries === 1 },
    { type: 'forget', what: ['pin'] },
  );

export const onPin: Answers<'pin'> = {
  sure: (state, phase) => enter(state, { ...phase, guard: false }),
  entered: (state, { guard }) => (guard ? stay(state) : holdCard(holding(state, 'pin'))),
  back: (state) =>
    enter(state, { name: 'tap', busy: false, trouble: null }, { type: 'forget', what: ['pin'] }),
  leave: (state) => leave(state),
};

/** A session lives ten minutes, so it is opened only now that the card is about to answer it. */
export function holdCard(state: State): Step {
  const { agreed } = state;
  if (agreed === null) return stay(state);
  const opening = { name: 'hold', stage: 'opening', step: null, trouble: null } as const;
  return enter(state, opening, { type: 'open-session', consentVersion: agreed });
}
