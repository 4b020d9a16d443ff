import { toHex } from '#schema/contract/card.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import type { CardMemory, CardTraits, PersonalisedCard, ReferenceId } from '#clients/lab/card/profile.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { VpcdSlot } from './slot.ts';

/** How the next card in the slot differs from an ordinary one on its first day. */
export interface Insertion {
  traits?: Partial<CardTraits>;
  atr?: Uint8Array;
  store?: (ordinary: MemoryStore) => MemoryStore;
  /** Retry counters other than full ones; only for `fresh`. */
  tries?: Partial<Record<ReferenceId, number>>;
}

/** One lab card, put into pcscd's virtual reader as often as wanted, with everything that went over the wire. */
export class CardOnDesk {
  readonly authority: Authority;
  readonly issued: PersonalisedCard;
  /** Exchanges since it was last emptied: command and answer as hexadecimal, `-` where the card gave none. */
  readonly trace: string[] = [];
  readonly #slot: VpcdSlot;
  #memory: MemoryStore;

  private constructor(authority: Authority, issued: PersonalisedCard) {
    this.authority = authority;
    this.issued = issued;
    this.#memory = inMemoryStore(issued.memory);
    this.#slot = new VpcdSlot({
      trace: ({ command, answer }) => this.trace.push(`${toHex(command)} ${answer ? toHex(answer) : '-'}`),
    });
  }

  static async issue(): Promise<CardOnDesk> {
    const { authority, issue } = await openLab();
    return new CardOnDesk(authority, await issue());
  }

  /** What the card remembers now. */
  memory(): Promise<CardMemory> {
    return this.#memory.load();
  }

  /** The card as on its first day, in the slot and seen by pcscd. */
  async fresh(how: Insertion = {}): Promise<void> {
    await this.remove();
    const memory = structuredClone(this.issued.memory);
    for (const [id, tries] of Object.entries(how.tries ?? {}))
      memory.references[id as ReferenceId].tries = tries;
    this.#memory = inMemoryStore(memory);
    await this.putBack(how);
  }

  /** The same card again, with what it remembers. */
  async putBack({ traits, atr, store = (ordinary) => ordinary }: Insertion = {}): Promise<void> {
    const { profile } = this.issued;
    const card = new VirtualCard({ profile, store: store(this.#memory), ...(traits ? { traits } : {}) });
    await this.#slot.insert(card, atr);
    this.trace.length = 0;
  }

  remove(): Promise<void> {
    return this.#slot.remove();
  }
}
