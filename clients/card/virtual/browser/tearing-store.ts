import type { CardMemory } from '../profile.ts';
import { PowerLost, type MemoryStore } from '../store/memory-store.ts';

/** When a card is pulled in the middle of a reset: before the chip kept the new password, or just after. */
export type TearMoment = 'before-commit' | 'after-commit';

/**
 * A store whose card loses power at the moment that `moment` answers, in the write that counts one more reset. Other
 * writes pass. `moment` is asked once for each reset.
 */
export function tearingStore(store: MemoryStore, moment: () => TearMoment | null): MemoryStore {
  let counter: number | null = null;
  const load = async (): Promise<CardMemory> => {
    const memory = await store.load();
    counter = memory.reset.counter;
    return memory;
  };
  const save = async (memory: CardMemory): Promise<void> => {
    const torn = memory.reset.counter === counter ? null : moment();
    if (torn === 'before-commit') throw new PowerLost();
    await store.save(memory);
    counter = memory.reset.counter;
    if (torn === 'after-commit') throw new PowerLost();
  };
  return { load, save };
}
