import type { Claim, ClaimReply } from '#schema/contract/redemption.ts';
import { leave, refuse } from './leave.ts';
import { pulled } from './put-back.ts';
import { enter, stay, withVisit, type Answers } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Pin = Extract<Phase, { name: 'pin' }>;

/** Seconds between renewals of the lease; it lives 300. */
export const RENEW_EVERY = 120;

export const onPin: Answers<'pin'> = {
  reader: (state) => (state.reader === 'present' ? stay(state) : pulled(state)),
  sure: (state, phase) => enter(state, { ...phase, guard: false }),
  entered: present,
  proved: (state, _phase, { message }) => onProved(state, message),
  claimed: (state, _phase, { claim }) => onClaimed(state, claim),
  cancel: (state, { busy }) => (busy && !state.outage ? stay(state) : leave(state, 'person')),
};

function present(state: State, phase: Pin): Step {
  const redemption = state.visit?.redemption;
  if (phase.busy || phase.guard || !redemption) return stay(state);
  const confirmLastTry = state.visit?.userPinTries === 1;
  return enter(state, { ...phase, busy: true, wrong: false }, { type: 'prove', redemption, confirmLastTry });
}

/** A card put back in the middle of a visit is proved again, but its reservation is still held. */
function onProved(state: State, message: Claim): Step {
  const { redemption, claim } = state.visit!;
  if (claim) return enter(state, { name: 'password', refused: false });
  return stay(withVisit(state, { claimAsked: true }), {
    type: 'claim',
    redemption: redemption!,
    message,
  });
}

function onClaimed(state: State, claim: ClaimReply): Step {
  const held = { claim, leaseUntil: claim.leaseUntil, renewAt: state.now + RENEW_EVERY };
  return enter(withVisit(state, held), { name: 'found' });
}

/** The card did not take the PIN: it is asked for again while there are tries left. */
export function askPinAgain(state: State, trouble: Trouble): Step {
  if (trouble.from !== 'card') return refuse(state, trouble);
  const { code, triesLeft } = trouble;
  if (code === 'pin-wrong' && triesLeft === 0) return refuse(state, { ...trouble, code: 'pin-blocked' });
  const before = state.visit?.userPinTries ?? null;
  const userPinTries = code === 'pin-last-try' ? 1 : code === 'pin-format' ? before : triesLeft;
  return enter(
    withVisit(state, { userPinTries }),
    { name: 'pin', busy: false, wrong: code === 'pin-wrong', guard: userPinTries === 1 },
    { type: 'forget', what: 'entries' },
    { type: 'sound', sound: 'error' },
  );
}
