import { MAX_TRIES, REFERENCE_IDS, type CardMemory, type ReferenceId } from '../profile.ts';
import type { MemoryStore } from '../store/memory-store.ts';

/** A store that remembers what was saved since it was last asked. What it holds cannot be changed in place. */
export interface WatchedStore extends MemoryStore {
  /** The memory before and after, and each save in between. */
  take(): { before: CardMemory; saves: readonly CardMemory[]; after: CardMemory };
}

export function watchedStore(initial: CardMemory): WatchedStore {
  let kept = frozen(initial);
  let before = kept;
  let saves: CardMemory[] = [];
  return {
    load: async () => kept,
    save: async (memory) => {
      kept = frozen(memory);
      saves.push(kept);
    },
    take() {
      const taken = { before, saves, after: kept };
      before = kept;
      saves = [];
      return taken;
    },
  };
}

function frozen(memory: CardMemory): CardMemory {
  Object.values(memory.references).forEach((reference) => Object.freeze(reference));
  Object.freeze(memory.references);
  Object.freeze(memory.reset);
  return Object.freeze(memory);
}

/** The four things a save may do to a memory, and everything else. */
type WriteKind = 'spend' | 'restore' | 'change' | 'reset' | 'forbidden';

/** What one save did, and to which reference. */
interface Write {
  kind: WriteKind;
  id: ReferenceId | null;
}

/** Tells what a save did by comparing the memories before and after it. */
export function writeOf(from: CardMemory, to: CardMemory): Write {
  const changed = REFERENCE_IDS.filter((id) => from.references[id] !== to.references[id]);
  const [id] = changed;
  if (id === undefined || changed.length > 1) return { kind: 'forbidden', id: id ?? null };
  if (to.reset === from.reset) return { kind: counterWrite(from.references[id], to.references[id], id), id };
  const whole = id === 'signaturePassword' && to.references[id].tries === MAX_TRIES[id];
  const next = to.reset.counter === from.reset.counter + 1;
  return { kind: whole && next ? 'reset' : 'forbidden', id };
}

type Reference = CardMemory['references'][ReferenceId];

function counterWrite(old: Reference, now: Reference, id: ReferenceId): WriteKind {
  const same = old.verifier === now.verifier;
  if (same && old.tries > 0 && now.tries === old.tries - 1) return 'spend';
  if (now.tries !== MAX_TRIES[id]) return 'forbidden';
  return same ? 'restore' : 'change';
}
