import { decodeBindingReply, type BindingReply } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';

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
