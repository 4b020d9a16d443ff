import { ascii } from '#schema/contract/card.ts';
import type { Drawer } from '../drawer.ts';
import { mustWait } from '../state/step.ts';
import type { PersonEvent } from '../state/events.ts';
import type { NumberField, State } from '../state/types.ts';

// What a person can do on each screen, as the screens do it: first into the drawer, then told.

const PRINTED: Record<NumberField, string> = { birth: '19900401', expiry: '2035', code: '1234' };

type Act = PersonEvent['type'];

type Phase = State['phase'];
type MainActs = { [N in Phase['name']]?: (phase: Extract<Phase, { name: N }>) => Act };

const MAIN: MainActs = {
  welcome: () => 'begin',
  consent: () => 'agree',
  numbers: () => 'entered',
  pin: ({ guard }) => (guard ? 'sure' : 'entered'),
  selfie: ({ stage }) => (stage === 'shooting' ? 'captured' : 'shoot'),
  refused: () => 'retry',
  receipt: () => 'keep',
  rehearsal: () => 'back',
};

/** The act that leads on. */
export function mainAct({ phase, outage }: State): Act {
  if (outage) return 'retry';
  const main = MAIN[phase.name] as ((phase: Phase) => Act) | undefined;
  return main?.(phase) ?? 'next';
}

const OTHERS: Partial<Record<State['phase']['name'], readonly Act[]>> = {
  welcome: ['rehearse'],
  numbers: ['card-expired'],
  pin: ['leave'],
  selfie: ['leave', 'more-time', 'not-captured'],
  refused: ['leave'],
  receipt: ['cancel', 'sure', 'leave'],
};

/** All that can be done on this screen; the way back is a key of the phone. */
export function actsOn(state: State): Act[] {
  const own = state.outage ? (['leave'] as const) : (OTHERS[state.phase.name] ?? []);
  const main = mainAct(state);
  return [main, main, main, main, 'back', ...own];
}

/** Does it: what is typed or photographed goes into the drawer. */
export function eventOfAct(act: Act, { phase }: State, drawer: Drawer): PersonEvent {
  if ((act === 'entered' || act === 'card-expired') && phase.name === 'numbers')
    drawer.putNumber(phase.field, ascii(PRINTED[phase.field]));
  if (act === 'entered' && phase.name === 'pin') drawer.putPin(ascii('1234'));
  if (act === 'captured') drawer.putShots([{ image: Uint8Array.of(1, 2, 3), capturedAt: 0 }]);
  return act === 'not-captured' ? { type: act, code: 'camera-busy' } : { type: act };
}

/** Seconds that a person who wants to go on has to wait first. */
export const waitOn = (state: State): number =>
  state.outage
    ? Math.max(0, state.outage.retryAt - state.now)
    : mustWait(state)
      ? state.waitUntil! - state.now
      : 0;
