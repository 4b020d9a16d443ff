import { SW } from '#clients/card/apdu/status-word.ts';
import type { CardTransport } from '#clients/card/reader.ts';
import { encodeReply, parseCommand, word, type CardCommand, type Reply } from './apdu.ts';
import { endReset, freshState, powerUp, type Chip, type Instruction } from './chip.ts';
import { generalAuthenticate } from './commands/general-authenticate.ts';
import { getData } from './commands/get-data.ts';
import { getChallenge, readBinary, readRecord } from './commands/read.ts';
import { secured } from './commands/secured.ts';
import { select } from './commands/select.ts';
import { sign } from './commands/sign.ts';
import { changeReference, verify } from './commands/verify.ts';
import type { CardProfile, CardTraits } from './profile.ts';
import { PowerLost, type MemoryStore } from './store/memory-store.ts';

/** By CLA and INS. Cards know no others outside personalisation. */
const INSTRUCTIONS: Record<number, Instruction> = {
  0x00a4: select,
  0x00b0: readBinary,
  0x00b2: readRecord,
  0x0020: verify,
  0x0024: changeReference,
  0x0084: getChallenge,
  0x0086: generalAuthenticate,
  0x00ca: getData,
  0x802a: sign,
};

/** Behaviour where nothing else is asked for. */
export const DEFAULT_TRAITS: CardTraits = { blockedWord: 0x6984, filler: 0 };

/** What a virtual card is made of. */
export interface VirtualCardParts {
  profile: CardProfile;
  store: MemoryStore;
  traits?: Partial<CardTraits>;
}

/**
 * A My Number card in software. It is a simulation: it holds its keys in memory like any program, and its reset
 * profile is the lab's own. Commands are carried out one after another, as a chip does.
 */
export class VirtualCard {
  readonly #parts: VirtualCardParts;
  #chip: Chip | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: VirtualCardParts) {
    this.#parts = parts;
  }

  /** Loads the memory and starts afresh. */
  powerOn(): Promise<void> {
    return this.#inTurn(async () => {
      const { profile, store, traits } = this.#parts;
      this.#off();
      this.#chip = await powerUp(profile, store, { ...DEFAULT_TRAITS, ...traits });
    });
  }

  /** Forgets everything volatile. The card answers nothing until `powerOn`. */
  powerOff(): Promise<void> {
    return this.#inTurn(async () => this.#off());
  }

  /** Warm reset: no application, no PIN, no channel. */
  reset(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#chip) return;
      endReset(this.#chip);
      this.#chip.state = freshState();
    });
  }

  /**
   * One command APDU in, one response APDU out; no bytes at all when the card is without power. When the store fails,
   * what it kept is unknown: the card goes without power, so that the next `powerOn` reads what is there. Rejects then,
   * unless it was the power that failed (`PowerLost`).
   */
  process(apdu: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#inTurn(async () => {
      if (!this.#chip) return new Uint8Array();
      try {
        return encodeReply(await dispatch(this.#chip, apdu));
      } catch (error) {
        this.#off();
        if (error instanceof PowerLost) return new Uint8Array();
        throw error;
      }
    });
  }

  #off(): void {
    if (this.#chip) endReset(this.#chip);
    this.#chip = null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

async function dispatch(chip: Chip, apdu: Uint8Array): Promise<Reply> {
  const command = parseCommand(apdu);
  if (!command) return word(SW.wrongLength);
  try {
    return await carryOut(chip, command);
  } finally {
    command.data.fill(0);
  }
}

function carryOut(chip: Chip, command: CardCommand): Reply | Promise<Reply> {
  if (command.cla === 0x0c) return secured(chip, command);
  const instruction = INSTRUCTIONS[(command.cla << 8) | command.ins];
  return instruction ? instruction(chip, command) : word(unknown(command));
}

function unknown({ cla }: CardCommand): number {
  if (cla === 0x00 || cla === 0x80) return SW.unknownInstruction;
  const otherChannel = (cla & 0x7c) === 0 && (cla & 0x03) !== 0;
  return otherChannel ? SW.channelNotSupported : SW.unknownClass;
}

/** Puts a virtual card on a reader in this process. */
export async function insertCard(card: VirtualCard): Promise<CardTransport> {
  await card.powerOn();
  return {
    transceive: (apdu) => card.process(apdu),
    close: ({ reset }) => (reset ? card.reset() : Promise.resolve()),
  };
}
