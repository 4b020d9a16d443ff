import type { ListedReader } from 'smartcard';
import type { ReaderState } from '../../reader.ts';

// Which of a machine's PC/SC slots are meant, and what is in them.

/** Whether `pattern` means this slot: `*` is any text; without one it is the beginning of the name. */
export function isMeant(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return name.startsWith(pattern);
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(name);
}

/** What to say of all slots together, where `cards` are those with somebody's card. */
export function stateOf(slots: readonly unknown[], cards: readonly unknown[]): ReaderState {
  if (slots.length === 0) return 'reader-lost';
  return cards.length > 0 ? 'present' : 'empty';
}

/**
 * Slots in which something other than a My Number card lay when they were first seen: security modules, which stay in
 * their slot for good. Such a slot counts as empty until it really was empty once.
 */
export class FixedModules {
  readonly #holdsModule: (slot: ListedReader) => Promise<boolean | undefined>;
  readonly #known = new Map<string, boolean>();

  constructor(holdsModule: (slot: ListedReader) => Promise<boolean | undefined>) {
    this.#holdsModule = holdsModule;
  }

  has({ name }: ListedReader): boolean {
    return this.#known.get(name) ?? false;
  }

  /** Looks into slots that are new and taken, forgets those that are gone. */
  async learn(slots: readonly ListedReader[], taken: readonly ListedReader[]): Promise<void> {
    for (const name of this.#known.keys())
      if (!slots.some((slot) => slot.name === name)) this.#known.delete(name);
    for (const slot of slots) {
      if (!taken.includes(slot)) this.#known.set(slot.name, false);
      else if (!this.#known.has(slot.name)) {
        const holds = await this.#holdsModule(slot);
        if (holds !== undefined) this.#known.set(slot.name, holds);
      }
    }
  }
}
