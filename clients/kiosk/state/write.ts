import type { Event } from './events.ts';
import { finish, leave, refuse } from './leave.ts';
import { pulled } from './put-back.ts';
import { startSettling } from './settle.ts';
import { enter, stay, withVisit } from './step.ts';
import { isLinkLoss, type Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Writing = Extract<Phase, { name: 'writing' }>;

/** An authorisation the card refused is asked for once more: its nonce may have been spent by a hiccup. */
const MAX_AUTHORISATIONS = 2;

/** The two entries agree: have the card agree on keys, and the service authorise them. */
export function askForAuthorisation(state: State): Step {
  const authorisations = (state.visit?.authorisations ?? 0) + 1;
  const redemption = state.visit!.redemption!;
  const next = withVisit(state, { authorisations });
  return enter(next, { name: 'writing', stage: 'authorise' }, { type: 'authorise', redemption });
}

export function onWriting(state: State, phase: Writing, event: Event): Step {
  switch (event.type) {
    case 'authorised':
      return write(state, event.authorisation);
    case 'written':
      return check(withVisit(state, { evidence: event.evidence }));
    case 'checked':
      return finish(state, verdict(state, event.validUntil));
    case 'cancel':
      return state.outage && phase.stage === 'authorise' ? leave(state, 'person') : stay(state);
    default:
      return stay(state);
  }
}

function write(state: State, authorisation: string): Step {
  const redemption = state.visit!.redemption!;
  return enter(state, { name: 'writing', stage: 'write' }, { type: 'write', redemption, authorisation });
}

const check = (state: State): Step =>
  enter(state, { name: 'writing', stage: 'check' }, { type: 'flush', all: false }, { type: 'check' });

function verdict({ now, service }: State, validUntil: number | null) {
  if (validUntil === null) return 'unchecked';
  return validUntil < now + service.skew ? 'expired' : 'valid';
}

/** Before the card was told to write, nothing can be torn; afterwards only the card knows. */
export function onWriteTrouble(state: State, phase: Writing, trouble: Trouble): Step {
  if (phase.stage === 'check') return finish(state, 'unchecked');
  if (phase.stage === 'authorise')
    return isLinkLoss(trouble) ? pulled(state, trouble) : refuse(state, trouble);
  if (trouble.from === 'kiosk')
    return trouble.code === 'storage' ? refuse(state, trouble) : startSettling(state, 'torn');
  if (trouble.from !== 'card') return startSettling(state, 'torn');
  if (trouble.code === 'password-rule')
    return enter(state, { name: 'password', refused: true }, { type: 'forget', what: 'entries' });
  if (trouble.code === 'authorisation-refused')
    return state.visit!.authorisations < MAX_AUTHORISATIONS
      ? askForAuthorisation(state)
      : refuse(state, trouble);
  return startSettling(state, 'torn');
}
