import type { AbortReason, Effect } from './effects.ts';
import { goHome } from './home.ts';
import { enter, stay, andThen } from './step.ts';
import type { Trouble } from './trouble.ts';
import type { Event } from './events.ts';
import type { CertificateVerdict, Phase, State, Step } from './types.ts';

type Done = Extract<Phase, { name: 'done' }>;

/** Gives the reservation back if this visit holds it, or may. */
export function giveBack({ visit }: State, reason: AbortReason): Effect[] {
  return visit?.claimAsked && visit.redemption
    ? [{ type: 'abort', redemption: visit.redemption, reason }]
    : [];
}

/** Ends a visit before its purpose was reached. */
export function leave(state: State, reason: AbortReason): Step {
  const back = giveBack(state, reason);
  if (state.reader !== 'present') return andThen({ state, effects: back }, goHome);
  const kept = Boolean(state.visit?.claim);
  const gone: State = { ...state, visit: null, epoch: state.epoch + 1 };
  return enter(gone, { name: 'take-card', kept }, ...back, ...forgetAll, { type: 'sound', sound: 'prompt' });
}

const forgetAll: Effect[] = [{ type: 'forget', what: 'all' }, { type: 'release-card' }];

/** Ends a visit with the reason on screen. The claim goes back unless it is already gone. */
export function refuse(state: State, trouble: Trouble): Step {
  const back = giveBack(state, reasonOf(trouble));
  const over: State = { ...state, visit: null, epoch: state.epoch + 1 };
  return enter(over, { name: 'refused', trouble }, ...back, ...forgetAll, { type: 'sound', sound: 'error' });
}

const reasonOf = ({ from }: Trouble): AbortReason =>
  from === 'card' || from === 'precheck' ? 'card-fault' : 'kiosk-fault';

/** The password is set: say so, and have the card taken. */
export function finish(state: State, certificate: CertificateVerdict): Step {
  const name = state.reader === 'present' ? 'done' : 'receipt';
  return enter(state, { name, certificate }, ...forgetAll, { type: 'sound', sound: 'success' });
}

export function onDone(state: State, { certificate }: Done, event: Event): Step {
  if (event.type !== 'reader' || state.reader === 'present') return stay(state);
  return enter(state, { name: 'receipt', certificate });
}

export const onTakeCard = (state: State, _phase: Phase, event: Event): Step =>
  event.type === 'reader' && state.reader !== 'present' ? goHome(state) : stay(state);

export function onReceipt(state: State, _phase: Phase, event: Event): Step {
  if (event.type === 'print') return stay(state, { type: 'print' });
  return event.type === 'next' ? goHome(state) : stay(state);
}
