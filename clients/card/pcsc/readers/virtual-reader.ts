import { readFile } from 'node:fs/promises';
import { CardFailure } from '../../failure.ts';
import type { Reader, ReaderState } from '../../reader.ts';
import type { CardTransport } from '../../transport.ts';
import type { CardMemory, PersonalisedCard } from '../../virtual/profile.ts';
import { writeDurably } from '../../virtual/store/file-store.ts';
import type { MemoryStore } from '../../virtual/store/memory-store.ts';
import { VirtualCard } from '../../virtual/virtual-card.ts';

// Node only.

/** A reader with a card that exist only in this process, for developers without either. */
export class VirtualReader implements Reader {
  readonly #listeners = new Set<(state: ReaderState) => void>();
  #inserted: { card: VirtualCard; inUse: boolean } | null = null;

  watch(listener: (state: ReaderState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => void this.#listeners.delete(listener);
  }

  async open(): Promise<CardTransport> {
    const inserted = this.#inserted;
    if (!inserted) throw new CardFailure('no-card');
    if (inserted.inUse) throw new CardFailure('reader-busy');
    inserted.inUse = true;
    const { card } = inserted;
    await card.powerOn();
    return {
      transceive: async (apdu) => {
        const answer = this.#inserted === inserted ? await card.process(apdu) : new Uint8Array();
        if (this.#inserted !== inserted) throw new CardFailure('card-removed');
        return answer;
      },
      close: async ({ reset }) => {
        inserted.inUse = false;
        if (reset && this.#inserted === inserted) await card.reset();
      },
    };
  }

  insert(card: VirtualCard): void {
    this.#inserted = { card, inUse: false };
    this.#tell();
  }

  /** Takes the card away, in the middle of a command if there is one. */
  async remove(): Promise<void> {
    const gone = this.#inserted;
    this.#inserted = null;
    this.#tell();
    await gone?.card.powerOff();
  }

  get #state(): ReaderState {
    return this.#inserted ? 'present' : 'empty';
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state);
  }
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
