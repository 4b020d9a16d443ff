import type { Event } from './events.ts';
import { stay } from './step.ts';
import type { Settings, State, Step } from './types.ts';

/** What a person begins with: whose headphones are plugged in is spoken to without asking. */
export const usualOf = ({ usual, listening, headphones }: State): Settings =>
  headphones ? listening : usual;

/** Plugged in, the voice begins; taken out, it is not heard in the shop, and no screen stays dark without it. */
export function onHeadphones(state: State, { plugged }: Extract<Event, { type: 'headphones' }>): Step {
  if (plugged === state.headphones) return stay(state);
  const changed: State = { ...state, headphones: plugged, touchedAt: state.now };
  const { speech, keypad } = usualOf(changed);
  return stay({ ...changed, settings: { ...state.settings, speech, keypad, dark: false } });
}
