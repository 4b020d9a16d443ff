import { readFile } from 'node:fs/promises';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import type { CardMemory } from '../profile.ts';
import type { MemoryStore } from './memory-store.ts';

// Node only.

/** A store in one JSON file: written beside it, synced, renamed over it, and the directory synced. */
export function fileStore(path: string): MemoryStore {
  return {
    load: async () => JSON.parse(await readFile(path, 'utf8')) as CardMemory,
    save: (memory) => writeDurably(path, JSON.stringify(memory)),
  };
}
