import type { CardMemory } from '../profile.ts';
import type { MemoryStore } from '../store/memory-store.ts';

/** A store that remembers what was saved since it was last asked. What it holds cannot be changed in place. */
export interface WatchedStore extends MemoryStore {
  /** The memory before and after, and each save in between. */
  take(): { before: CardMemory; saves: readonly CardMemory[]; after: CardMemory };
}

export function watchedStore(initial: CardMemory): WatchedStore {
  let kept = frozen(initial);
  let before = kept;
  let saves: CardMemory[] = [];
  return {
    load: async () => kept,
    save: async (memory) => {
      kept = frozen(memory);
      saves.push(kept);
    },
    take() {
      const taken = { before, saves, after: kept };
      before = kept;
      saves = [];
      return taken;
    },
  };
}

function frozen(memory: CardMemory): CardMemory {
  Object.values(memory.references).forEach((reference) => Object.freeze(reference));
  Object.freeze(memory.references);
  Object.freeze(memory.reset);
  return Object.freeze(memory);
}
