import { finishTaken } from './leave.ts';
import { stay } from './step.ts';
import type { PhaseName, State, Step } from './types.ts';

/**
 * Seconds before the card is called for where nothing needs it; null where a visit does, or will: its own end leads to one
 * of the others.
 */
export const CALL_AFTER: Record<PhaseName, number | null> = {
  starting: 15,
  enrol: 15,
  pending: 15,
  'out-of-service': 15,
  menu: 15,
  'self-test': 60,
  consent: null,
  'place-card': null,
  pin: null,
  found: null,
  password: null,
  confirm: null,
  writing: null,
  done: 15,
  'put-back': null,
  settling: null,
  'not-reset': null,
  // There is something to read first.
  refused: 30,
  'take-card': 15,
  receipt: 15,
};
/** Seconds between calls; calls before they grow louder; calls before the operator is told. */
const CALL_EVERY = 5;
const LOUDER_AFTER = 3;
const TOLD_AFTER = 6;

/** Does a card lie there that nothing needs? */
export const isCardLeft = ({ card, phase }: State): boolean => card.lies && CALL_AFTER[phase.name] !== null;

/** Has it been called for? */
export const isCardForgotten = ({ card }: State): boolean => card.left !== null && card.left.calls > 0;

/** Has it been called for so often that the operator is to know? */
export const isCardAbandoned = ({ card }: State): boolean =>
  card.left !== null && card.left.calls >= TOLD_AFTER;

const withLeft = (state: State, left: State['card']['left']): State => ({
  ...state,
  card: { ...state.card, left },
});

/** A second has passed: calls for the card, louder after a while; then the operator is told, and told when it is over. */
export function callForCard(state: State): Step {
  const after = isCardLeft(state) ? CALL_AFTER[state.phase.name] : null;
  if (after === null) return over(state);
  const since = Math.max(state.since, state.card.laidAt);
  const left = state.card.left ?? { since, calls: 0, callAt: since + after };
  if (state.now < left.callAt) return stay(withLeft(state, left));
  const calls = left.calls + 1;
  const next = withLeft(state, { ...left, calls, callAt: state.now + CALL_EVERY });
  const sound = { type: 'sound', sound: calls > LOUDER_AFTER ? 'alarm-loud' : 'alarm' } as const;
  return calls === TOLD_AFTER ? stay(next, sound, { type: 'hear' }) : stay(next, sound);
}

const over = (state: State): Step =>
  state.card.left === null
    ? stay(state)
    : isCardAbandoned(state)
      ? stay(withLeft(state, null), { type: 'hear' })
      : stay(withLeft(state, null));

/** Seconds for which a lost reader may still come back and say whether the card lies there. */
const READER_BACK = 60;

/** The reader is gone while the card was to be taken: nobody can say any more whether it was. */
export function readerGone(state: State): Step {
  const { phase, reader, since, now } = state;
  const waits = phase.name === 'done' || phase.name === 'take-card';
  const known = reader === 'present' || reader === 'empty';
  return waits && !known && now >= since + READER_BACK ? finishTaken(state) : stay(state);
}
