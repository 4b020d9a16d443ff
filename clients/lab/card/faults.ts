import { copyOf } from '#schema/contract/card.ts';
import type { CardTransport } from '#clients/card/reader.ts';
import type { CardMemory } from './profile.ts';
import { PowerLost, type MemoryStore } from './store/memory-store.ts';

/** What happens on the way. `index` counts APDUs from 0; `null` for bytes: the card is pulled there. */
export interface LinkFaults {
  /** Milliseconds that the command takes to arrive. */
  delay?(apdu: Uint8Array, index: number): number;
  /** The command as it arrives. */
  command?(apdu: Uint8Array, index: number): Uint8Array | null;
  /** The answer as it arrives: by then the card has carried the command out. */
  answer?(answer: Uint8Array, apdu: Uint8Array, index: number): Uint8Array | null;
}

/** A link with faults. Once the card was pulled nothing answers any more, as on a reader. */
export function faultyTransport(transport: CardTransport, faults: LinkFaults): CardTransport {
  let count = 0;
  let pulled = false;
  const pull = async (): Promise<Uint8Array> => {
    pulled = true;
    await transport.close({ reset: true });
    return new Uint8Array();
  };
  return {
    async transceive(apdu) {
      const index = count;
      count += 1;
      if (pulled) return new Uint8Array();
      const sent = copyOf(apdu);
      const wait = faults.delay?.(sent, index) ?? 0;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const arriving = faults.command ? faults.command(sent, index) : sent;
      if (!arriving) return pull();
      const answer = await transport.transceive(arriving);
      return (faults.answer ? faults.answer(answer, sent, index) : answer) ?? pull();
    },
    close: (options) => transport.close(options),
  };
}

/** When a card is pulled in the middle of a write: before the chip kept it, or just after. */
export type TearMoment = 'before-commit' | 'after-commit';

/** What a write is: one more reset, or a retry counter (a changed PIN counts as that). */
export type CardWrite = 'reset' | 'counter';

/** A store whose card loses power at the moment that `moment` answers. It is asked once for each write. */
export function tearingStore(
  store: MemoryStore,
  moment: (write: CardWrite) => TearMoment | null,
): MemoryStore {
  let counter: number | null = null;
  const load = async (): Promise<CardMemory> => {
    const memory = await store.load();
    counter = memory.reset.counter;
    return memory;
  };
  const save = async (memory: CardMemory): Promise<void> => {
    const torn = moment(memory.reset.counter === counter ? 'counter' : 'reset');
    if (torn === 'before-commit') throw new PowerLost();
    await store.save(memory);
    counter = memory.reset.counter;
    if (torn === 'after-commit') throw new PowerLost();
  };
  return { load, save };
}
