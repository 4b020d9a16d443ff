import { createInterface } from 'node:readline';
import { CardFailure } from '#clients/card/failure.ts';
import { WatchedState, type CardTransport, type Reader, type ReaderState } from '#clients/card/reader.ts';
import { UnusableOption } from '#clients/card/pcsc/bridge/options.ts';
import { readCardFile } from '#clients/lab/card/store/file-store.ts';
import type { VirtualCard } from '#clients/lab/card/virtual-card.ts';

// Node only.

/** A reader with a card that exist only in this process, for developers without either. */
export class VirtualReader implements Reader {
  readonly #state = new WatchedState('empty');
  #inserted: { card: VirtualCard; inUse: boolean } | null = null;

  watch(listener: (state: ReaderState) => void): () => void {
    return this.#state.watch(listener);
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
    this.#state.become('present');
  }

  /** Takes the card away, in the middle of a command if there is one. */
  async remove(): Promise<void> {
    const gone = this.#inserted;
    this.#inserted = null;
    this.#state.become('empty');
    await gone?.card.powerOff();
  }
}

/**
 * The bridge's driver for a card in a file, moved by what is typed:
 * `npm run kiosk:bridge -- --driver clients/lab/reader-stack/virtual-reader.ts --reader CARD.json`.
 */
export async function createReader(path: string): Promise<Reader> {
  const card = await readCardFile(path).catch((cause: unknown) => {
    throw new UnusableOption(`${path} cannot be read as a card`, { cause });
  });
  const reader = new VirtualReader();
  reader.insert(card);
  process.stdout.write('simulated card: type insert, remove or quit\n');
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (/^i(nsert)?$/.test(line.trim())) reader.insert(card);
    if (/^r(emove)?$/.test(line.trim())) void reader.remove();
    if (/^q(uit)?$/.test(line.trim())) process.kill(process.pid, 'SIGTERM');
  });
  return reader;
}
