import type { Errands } from '../receipt/errands.ts';
import { isEnded } from '../state/receipt.ts';
import type { Store } from '../store.ts';

/** The app around the page shows no receipt that the page itself would not. */
export function endKept({ state, watch }: Pick<Store, 'state' | 'watch'>, errands: () => Errands): void {
  let nothing = false;
  watch(() => {
    if (state().phase.name === 'starting') return;
    const ended = isEnded(state());
    if (ended && !nothing) errands().keep?.(null);
    nothing = ended;
  });
}
