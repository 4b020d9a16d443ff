import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectedCard, ListedReader } from 'smartcard';
import { JPKI_AID } from '../../applets/jpki.ts';
import { CardFailure, type CardFailureCode } from '../../failure.ts';

export type Smartcard = typeof import('smartcard');

/** Milliseconds between two attempts. */
const AGAIN = 50;

/**
 * Takes the card in a slot for this program alone. `patience` is how long another program may hold it, in milliseconds.
 * Throws what `smartcard` throws.
 */
export async function connectTo(
  { SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1 }: Smartcard,
  slot: ListedReader,
  patience = 0,
): Promise<ConnectedCard> {
  for (const until = Date.now() + patience; ; await sleep(AGAIN)) {
    try {
      return await slot.connect(SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1);
    } catch (error) {
      if (pcscFailure(error).code !== 'reader-busy' || Date.now() >= until) throw error;
    }
  }
}

/** Whether a card takes SELECT of the application of every My Number card. */
export async function hasApplication(card: ConnectedCard): Promise<boolean> {
  const select = Buffer.from([0, 0xa4, 0x04, 0x0c, JPKI_AID.length, ...JPKI_AID]);
  const answer = await card
    .transmit(Buffer.from(select), { maxRecvLength: 258 })
    .catch(() => Buffer.alloc(0));
  return answer.length >= 2 && answer.readUInt16BE(answer.length - 2) === 0x9000;
}

/** Whether something else than a My Number card is in a slot; undefined while another program holds it. */
export async function holdsModule(smartcard: Smartcard, slot: ListedReader): Promise<boolean | undefined> {
  try {
    const card = await connectTo(smartcard, slot);
    const answers = await hasApplication(card);
    card.disconnect(smartcard.SCARD_RESET_CARD);
    return !answers;
  } catch (error) {
    return pcscFailure(error).code === 'reader-busy' ? undefined : true;
  }
}

/** What PC/SC's errors mean to a page; by their text, because `smartcard` gives no code. All others: the link is lost. */
const MEANING: Record<string, CardFailureCode> = {
  'Card was removed': 'card-removed',
  'No smart card present': 'no-card',
  'Sharing violation': 'reader-busy',
  'Reader unavailable': 'reader-lost',
  'Unknown reader': 'reader-lost',
  'No readers available': 'reader-lost',
  'PC/SC service not running': 'reader-lost',
  'PC/SC service stopped': 'reader-lost',
  'Invalid handle': 'reader-lost',
};

/** The failure that an error of `smartcard` stands for. */
export function pcscFailure(error: unknown): CardFailure {
  if (error instanceof CardFailure) return error;
  const text = error instanceof Error ? error.message : '';
  return new CardFailure(MEANING[text] ?? 'link-lost', { cause: error });
}
