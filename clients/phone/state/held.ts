import type { Forgettable } from './effects.ts';
import type { State, Step } from './types.ts';

/** Does the drawer hold it, as far as the machine had it put there and not forgotten? */
export const holds = ({ held }: State, what: Forgettable): boolean => held.includes(what);

/** Something was put into the drawer, whole. */
export const holding = (state: State, what: Forgettable): State =>
  holds(state, what) ? state : { ...state, held: [...state.held, what] };

/** The same step, knowing what it has the drawer forget. */
export function knowing(step: Step): Step {
  const gone = step.effects.flatMap((effect) => (effect.type === 'forget' ? effect.what : []));
  if (gone.length === 0) return step;
  return { ...step, state: { ...step.state, held: step.state.held.filter((what) => !gone.includes(what)) } };
}
