import { readFile } from 'node:fs/promises';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import type { CardMemory, PersonalisedCard } from '../profile.ts';
import { VirtualCard } from '../virtual-card.ts';
import type { MemoryStore } from './memory-store.ts';

// Node only.

/** A store in one JSON file: written beside it, synced, renamed over it, and the directory synced. */
export function fileStore(path: string): MemoryStore {
  return {
    load: async () => JSON.parse(await readFile(path, 'utf8')) as CardMemory,
    save: (memory) => writeDurably(path, JSON.stringify(memory)),
  };
}

/** The card in a file (`PersonalisedCard` as JSON), which also keeps what the card remembers. Throws when it holds none. */
export async function readCardFile(path: string): Promise<VirtualCard> {
  const { profile } = await load(path);
  const store: MemoryStore = {
    load: async () => (await load(path)).memory,
    save: (memory: CardMemory) => writeDurably(path, JSON.stringify({ profile, memory })),
  };
  return new VirtualCard({ profile, store });
}

async function load(path: string): Promise<PersonalisedCard> {
  const card = JSON.parse(await readFile(path, 'utf8')) as PersonalisedCard;
  if (!card.profile?.certificates || !card.memory?.references) throw new Error(`${path} holds no card`);
  return card;
}
