import type { PhaseName } from '../state/types.ts';
import { useWords } from '../words.ts';

/** Which step of the plan that everybody agreed to each screen belongs to, by the names of `consent.steps`. */
const OF_PLAN = {
  'place-card': 'card',
  pin: 'pin',
  found: 'match',
  password: 'password',
  confirm: 'password',
  writing: 'password',
  done: 'take',
} as const satisfies Partial<Record<PhaseName, string>>;

/** "Step 3 of 5": counted as the plan on the consent screen counts. */
export function useStep(name: keyof typeof OF_PLAN): string {
  const { step, consent } = useWords().visit;
  const plan = Object.keys(consent.steps);
  return step({ current: plan.indexOf(OF_PLAN[name]) + 1, total: plan.length });
}
