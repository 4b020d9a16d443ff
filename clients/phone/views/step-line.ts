import type { PhaseName } from '../state/types.ts';
import { useWords } from '../words.ts';

const STEPS: readonly (readonly PhaseName[])[] = [
  ['consent', 'check'],
  ['numbers'],
  ['tap', 'pin', 'hold'],
  ['selfie'],
];

/** "Step 2 of 4" of a phase; nothing where there is no such order. */
export function useStepLine(phase: PhaseName): { step?: string } {
  const words = useWords();
  const at = STEPS.findIndex((phases) => phases.includes(phase));
  return at < 0 ? {} : { step: words.step({ at: at + 1, of: STEPS.length }) };
}
