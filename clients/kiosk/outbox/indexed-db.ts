import { inStore } from '../database.ts';
import type { Evidence, EvidenceStore } from './evidence.ts';

/** Keeps evidence in this browser profile. */
export function indexedDbStore(): EvidenceStore {
  return {
    all: () => inStore<Evidence[]>('evidence', 'readonly', (store) => store.getAll()),
    put: async (evidence) => void (await inStore('evidence', 'readwrite', (store) => store.put(evidence))),
    remove: async (id) => void (await inStore('evidence', 'readwrite', (store) => store.delete(id))),
  };
}
