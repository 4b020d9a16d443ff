import { leave } from './leave.ts';
import { pulled } from './put-back.ts';
import { enter, stay, withVisit, type Answers } from './step.ts';
import type { State, Step } from './types.ts';
import { askForAuthorisation } from './write.ts';

/** Screens on which nothing is under way: the person may go, and a card that is lifted may be put back. */
const typing = {
  reader: (state) => (state.reader === 'present' ? stay(state) : pulled(state)),
  cancel: (state) => leave(state, 'person'),
} satisfies Answers<'found' | 'password' | 'confirm'>;

export const onFound: Answers<'found'> = {
  ...typing,
  next: (state) => enter(state, { name: 'password', refused: false }),
};

export const onPassword: Answers<'password'> = {
  ...typing,
  entered: (state) => enter(state, { name: 'confirm', differsAt: null }),
};

export const onConfirm: Answers<'confirm'> = {
  ...typing,
  entered: (state) => stay(state, { type: 'compare' }),
  compared: (state, _phase, { differsAt }) => onCompared(state, differsAt),
  back: (state) => enter(state, { name: 'password', refused: false }, { type: 'forget', what: 'entries' }),
};

function onCompared(state: State, differsAt: number | null): Step {
  if (differsAt === null) return askForAuthorisation(withVisit(state, { authorisations: 0 }));
  const again = { name: 'confirm', differsAt } as const;
  return enter(state, again, { type: 'forget', what: 'second-entry' }, { type: 'sound', sound: 'error' });
}
