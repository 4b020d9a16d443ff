import { askCertificate, finish, leave, refuse } from './leave.ts';
import { andThen, enter, stay, withVisit, type Answers } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { State, Step } from './types.ts';

/** An authorisation the card refused is asked for once more: its nonce may have been spent by a hiccup. */
const MAX_AUTHORISATIONS = 2;

/** The two entries agree: have the card agree on keys, and the service authorise them. */
export function askForAuthorisation(state: State): Step {
  const authorisations = (state.visit?.authorisations ?? 0) + 1;
  const redemption = state.visit!.redemption!;
  const next = withVisit(state, { authorisations });
  return enter(next, { name: 'writing', stage: 'authorise' }, { type: 'authorise', redemption });
}

export const onWriting: Answers<'writing'> = {
  authorised: (state, _phase, { authorisation, record }) => write(state, { authorisation, record }),
  written: (state, _phase, { evidence }) => check(withVisit(state, { evidence })),
  checked: (state, _phase, { validUntil, named }) =>
    andThen(finish(withVisit(state, { validUntil, named }), verdict(state, validUntil)), askCertificate),
  cancel: (state, { stage }) =>
    state.outage && stage === 'authorise' ? leave(state, 'person') : stay(state),
};

function write(state: State, authorised: { authorisation: string; record: string }): Step {
  const redemption = state.visit!.redemption!;
  return enter(state, { name: 'writing', stage: 'write' }, { type: 'write', redemption, ...authorised });
}

const check = (state: State): Step =>
  enter(state, { name: 'writing', stage: 'check' }, { type: 'flush', all: false }, { type: 'check' });

function verdict({ now, service }: State, validUntil: number | null) {
  if (validUntil === null) return 'unchecked';
  return validUntil < now + service.skew ? 'expired' : 'valid';
}

/** The card did not take the authorisation, and is as it was before. */
export const authoriseAgain = (state: State, trouble: Trouble): Step =>
  state.visit!.authorisations < MAX_AUTHORISATIONS ? askForAuthorisation(state) : refuse(state, trouble);

/** The card did not take the new password, and is as it was before. */
export const askPasswordAgain = (state: State): Step =>
  enter(state, { name: 'password', refused: true }, { type: 'forget', what: 'entries' });
