import { isHome, stay } from './step.ts';
import type { State, Step } from './types.ts';

/** May the page be opened anew? Never while the card may be writing, or nobody knows yet whether it has. */
export const mayRestart = ({ phase }: State): boolean =>
  phase.name !== 'writing' && phase.name !== 'settling';

/** Is this page older than the service wants visits to begin on? Versions are `major.minor.patch`. */
export function isOutdated({ page, service }: State): boolean {
  const [own, least] = [numbers(page), numbers(service.kiosk?.minimumPage ?? '0.0.0')];
  const differs = least.findIndex((part, at) => part !== own[at]);
  return differs >= 0 && least[differs]! > own[differs]!;
}

const numbers = (version: string): number[] => version.split('+')[0]!.split('.').map(Number);

/** Seconds between reloads of a page that stays older than is wanted. */
const RELOAD_EVERY = 60;

/** A newer page is wanted, and nobody is there. */
export function reloadDue(state: State): Step {
  if (!isHome(state) || !isOutdated(state) || state.now < state.reloadAt) return stay(state);
  return stay({ ...state, reloadAt: state.now + RELOAD_EVERY }, { type: 'reload' });
}
