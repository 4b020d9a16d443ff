import {
  decodeBindingReply,
  SIGNED_RECORD_LENGTH,
  type BindingReply,
  type Octets,
} from '#schema/contract/card.ts';
import { SW } from '../apdu/status-word.ts';
import { LAB_MODEL, readTokenModel } from '../applets/jpki.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';

/** GET DATA of the reset status for a 16-byte nonce. The card signs what it answers. */
export const statusCommand = (nonce: Uint8Array) => ({
  name: 'GET DATA status',
  cla: 0,
  ins: 0xca,
  p1: 0xdf,
  p2: 0x01,
  data: nonce,
  le: 256,
});

/**
 * True when the card says, twice over, that it follows the lab's reset profile: the model in its token information,
 * and an answer to the status command, which is only sent after the first. JPKI must be selected.
 */
export async function hasResetProfile(card: Card): Promise<boolean> {
  if ((await readTokenModel(card)) !== LAB_MODEL) return false;
  const { data, sw } = await card.send(statusCommand(crypto.getRandomValues(new Uint8Array(16))));
  return sw === SW.ok && data.length === SIGNED_RECORD_LENGTH;
}

/** Stops with `not-supported` before any binding or reset command could reach a card of another make. */
export async function requireResetProfile(card: Card): Promise<void> {
  if (!(await hasResetProfile(card))) throw new CardFailure('not-supported');
}

/** The card's signed status (99 bytes) for a nonce. JPKI must be selected and the profile required before. */
export const getStatus = (card: Card, nonce: Uint8Array): Promise<Octets> => card.ask(statusCommand(nonce));

/**
 * Has the attestation key sign that this chip holds the certificate and the photo. JPKI must be selected, the profile
 * required and the user PIN verified before.
 */
export async function bind(card: Card, cardChallenge: Uint8Array): Promise<BindingReply> {
  const command = { name: 'GET DATA binding', cla: 0, ins: 0xca, p1: 0xdf, p2: 0x02, le: 256 };
  const reply = await card.ask({ ...command, data: cardChallenge });
  try {
    return decodeBindingReply(reply);
  } catch (cause) {
    throw new CardFailure('card-data', { command: command.name, cause });
  }
}
