import { databaseOf } from '#clients/ui/storage/database.ts';
import type { Keeper, Kept } from '../ports.ts';

const CURRENT = 'current';

const inStore = databaseOf('kaijo-phone', { reservation: {} });

/** The reservation in this browser's IndexedDB: ticket, key and the view last seen. Nothing else is ever written. */
export const browserKeeper: Keeper = {
  load: async () =>
    (await inStore<Kept | undefined>('reservation', 'readonly', (store) => store.get(CURRENT))) ?? null,
  save: async (kept) => void (await inStore('reservation', 'readwrite', (store) => store.put(kept, CURRENT))),
  clear: async () => void (await inStore('reservation', 'readwrite', (store) => store.delete(CURRENT))),
};
