import type { CardMemory } from '../profile.ts';
import { PowerLost, type MemoryStore } from '../store/memory-store.ts';

/** When a card is pulled in the middle of a write: before the chip kept it, or just after. */
export type TearMoment = 'before-commit' | 'after-commit';

/** What a write is: one more reset, or a retry counter (a changed PIN counts as that). */
export type CardWrite = 'reset' | 'counter';

/** A store whose card loses power at the moment that `moment` answers. It is asked once for each write. */
export function tearingStore(
  store: MemoryStore,
  moment: (write: CardWrite) => TearMoment | null,
): MemoryStore {
  let counter: number | null = null;
  const load = async (): Promise<CardMemory> => {
    const memory = await store.load();
    counter = memory.reset.counter;
    return memory;
  };
  const save = async (memory: CardMemory): Promise<void> => {
    const torn = moment(memory.reset.counter === counter ? 'counter' : 'reset');
    if (torn === 'before-commit') throw new PowerLost();
    await store.save(memory);
    counter = memory.reset.counter;
    if (torn === 'after-commit') throw new PowerLost();
  };
  return { load, save };
}
