import type { CardMemory } from '../profile.ts';

/** Where a card's memory lives. `save` is atomic and durable when it returns: all of it or nothing. */
export interface MemoryStore {
  load(): Promise<CardMemory>;
  save(memory: CardMemory): Promise<void>;
}

/** Thrown by a store in place of returning, when the card loses power in that moment. */
export class PowerLost extends Error {
  override name = 'PowerLost';
}

/** A store as long-lived as this object. */
export function inMemoryStore(initial: CardMemory): MemoryStore {
  let kept = structuredClone(initial);
  return {
    load: async () => structuredClone(kept),
    save: async (memory) => {
      kept = structuredClone(memory);
    },
  };
}
