import type { Claim, ClaimReply } from '#schema/contract/redemption.ts';
import type { Event } from './events.ts';
import { leave, refuse } from './leave.ts';
import { pulled } from './put-back.ts';
import { enter, stay, withVisit } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

type Pin = Extract<Phase, { name: 'pin' }>;

/** Seconds between renewals of the lease; it lives 300. */
export const RENEW_EVERY = 120;

export function onPin(state: State, phase: Pin, event: Event): Step {
  switch (event.type) {
    case 'reader':
      return state.reader === 'present' ? stay(state) : pulled(state);
    case 'sure':
      return enter(state, { ...phase, guard: false });
    case 'entered':
      return present(state, phase);
    case 'proved':
      return onProved(state, event.message);
    case 'claimed':
      return onClaimed(state, event.claim);
    case 'cancel':
      return phase.busy && !state.outage ? stay(state) : leave(state, 'person');
    default:
      return stay(state);
  }
}

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

/** A PIN the card did not take; null when `trouble` is about something else. */
export function onPinTrouble(state: State, trouble: Trouble): Step | null {
  if (trouble.from !== 'card') return null;
  const tries = trouble.triesLeft ?? null;
  if (trouble.code === 'pin-wrong' && tries !== 0) return again(state, tries, true);
  if (trouble.code === 'pin-wrong') return refuse(state, { ...trouble, code: 'pin-blocked' });
  if (trouble.code === 'pin-last-try') return again(state, 1, false);
  return trouble.code === 'pin-format' ? again(state, state.visit?.userPinTries ?? null, false) : null;
}

const again = (state: State, userPinTries: number | null, wrong: boolean): Step =>
  enter(
    withVisit(state, { userPinTries }),
    { name: 'pin', busy: false, wrong, guard: userPinTries === 1 },
    { type: 'forget', what: 'entries' },
    { type: 'sound', sound: 'error' },
  );
