import type { Errands } from '../receipt/errands.ts';
import { isEnded } from '../state/receipt.ts';
import type { Store } from '../store.ts';

/** Nobody is reminded of a reservation that has ended, nor of the one before. */
export function endReminders({ state, watch }: Pick<Store, 'state' | 'watch'>, errands: () => Errands): void {
  const live = () => (isEnded(state()) ? null : state().reservation!.reservationId);
  let before = live();
  watch(() => {
    const now = live();
    if (before !== null && now !== before) errands().remind?.([]);
    before = now;
  });
}
