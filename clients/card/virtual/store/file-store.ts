import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
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

/** Replaces a file so that a crash at any moment leaves the old text or the new one. Readable by its owner alone. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
