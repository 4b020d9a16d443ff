import type { Evidence, EvidenceStore } from './evidence.ts';

/** A store as long-lived as this object. */
export function memoryStore(): EvidenceStore {
  const kept = new Map<string, Evidence>();
  return {
    all: async () => [...kept.values()].map((evidence) => structuredClone(evidence)),
    put: async (evidence) => void kept.set(evidence.id, structuredClone(evidence)),
    remove: async (id) => void kept.delete(id),
  };
}
