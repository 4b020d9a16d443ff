import { databaseOf } from '#clients/ui/storage/database.ts';
import type { CardMemory } from '../profile.ts';
import type { MemoryStore } from './memory-store.ts';

// Browser only.

const inStore = databaseOf('kaijo-lab-card', { memory: {} });

/** A card's memory in this browser profile, by card id, so that all pages of one origin have the same card. */
export interface BrowserStore extends MemoryStore {
  /** Back to the card's first day. */
  renew(): Promise<void>;
}

/** `firstDay` is what a card has that was never used in this browser. */
export function browserStore(cardId: string, firstDay: CardMemory): BrowserStore {
  const save = async (memory: CardMemory) =>
    void (await inStore('memory', 'readwrite', (store) => store.put(memory, cardId)));
  return {
    load: async () =>
      (await inStore<CardMemory | undefined>('memory', 'readonly', (store) => store.get(cardId))) ?? firstDay,
    save,
    renew: () => save(firstDay),
  };
}
