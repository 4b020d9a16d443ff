import { CardFailure } from '#clients/card/failure.ts';
import type { CardTransport } from '#clients/card/reader.ts';
import type { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { VirtualReader } from '#clients/lab/reader-stack/virtual-reader.ts';

/** The command that sets the password. */
const WRITE = 0x2c;

/** At which command of a visit, counted from 0, or at the one that writes, the card is pulled: before it was carried out, or after. */
export interface Pull {
  at: number | 'write';
  when: 'before' | 'after';
}

/** The reader beside the kiosk, with a hand that can pull a card at any command. */
export class TornReader extends VirtualReader {
  #count = 0;
  #pull: Pull | null = null;

  /** Commands since the last visit began. */
  get count(): number {
    return this.#count;
  }

  /** Another visit begins. */
  begin(pull: Pull | null): void {
    this.#count = 0;
    this.#pull = pull;
  }

  /** Lays the card down; one that lies there already stays as it lies. */
  lay(card: VirtualCard): void {
    let isEmpty = false;
    this.watch((state) => void (isEmpty = state === 'empty'))();
    if (isEmpty) this.insert(card);
  }

  override async open(): Promise<CardTransport> {
    const link = await super.open();
    return {
      close: (how) => link.close(how),
      transceive: async (apdu) => {
        const now = { index: this.#count++, isWrite: apdu[1] === WRITE };
        await this.#pullAt(now, 'before');
        const answer = await link.transceive(apdu);
        await this.#pullAt(now, 'after');
        return answer;
      },
    };
  }

  async #pullAt(now: { index: number; isWrite: boolean }, when: Pull['when']): Promise<void> {
    const meant = this.#pull?.at === 'write' ? now.isWrite : this.#pull?.at === now.index;
    if (!meant || this.#pull?.when !== when) return;
    this.#pull = null;
    await this.remove();
    throw new CardFailure('card-removed');
  }
}
