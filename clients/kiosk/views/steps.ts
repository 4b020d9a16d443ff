import type { PhaseName } from '../state/types.ts';
import { useWords } from '../words.ts';

/** The screens from the menu to the end, in order. */
export const STEPS = [
  'consent',
  'place-card',
  'pin',
  'found',
  'password',
  'confirm',
  'writing',
  'done',
] as const satisfies PhaseName[];

/** "Step 3 of 8". */
export const useStep = (name: (typeof STEPS)[number]): string =>
  useWords().visit.step({ current: STEPS.indexOf(name) + 1, total: STEPS.length });
