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

/** A nonce for a status that nobody wants but to see that the card gives one. */
const anyNonce = () => crypto.getRandomValues(new Uint8Array(16));

/** True when the card says, twice over, that it follows the lab's reset profile. JPKI must be selected. */
export const hasResetProfile = async (card: Card): Promise<boolean> =>
  (await statusIfKnown(card, anyNonce())) !== null;

/**
 * Stops with `not-supported` before any binding or reset command could reach a card of another make. Answers that by
 * which the card shows its profile: its signed status (99 bytes) for `nonce` (16 bytes). JPKI must be selected.
 */
export async function requireResetProfile(card: Card, nonce: Uint8Array = anyNonce()): Promise<Octets> {
  const status = await statusIfKnown(card, nonce);
  if (!status) throw new CardFailure('not-supported');
  return status;
}

/** Twice over: the model in its token information, and an answer to the status command, which is only sent after it. */
async function statusIfKnown(card: Card, nonce: Uint8Array): Promise<Octets | null> {
  if ((await readTokenModel(card)) !== LAB_MODEL) return null;
  const { data, sw } = await card.send(statusCommand(nonce));
  return sw === SW.ok && data.length === SIGNED_RECORD_LENGTH ? data : null;
}

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
