import { ascii, type Octets } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { openReset } from '../dialogue/step2.ts';
import { sha256 } from '#schema/contract/bytes.ts';
import { selectJpki } from '../applets/jpki.ts';
import { USER_PIN, verify } from '../pin.ts';
import { createEphemeralKey } from '../reset/key-agreement.ts';
import type { OpenChannel } from '../reset/secure-channel.ts';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { secret } from '#clients/lab/people/people.ts';

/** A card at a kiosk with its channel open, and how to have the reset authorised. */
export interface ResetDesk extends OpenChannel {
  kioskKey: Octets;
  ticketHash: Octets;
  authorisation(changed?: Parameters<typeof authorise>[2]): Promise<string>;
}

/** Selects, verifies the user PIN and agrees on keys. */
export async function resetDesk(
  authority: Authority,
  card: Card,
  ticket = 'ticket.text',
): Promise<ResetDesk> {
  await selectJpki(card);
  await verify(card, USER_PIN, secret(PIN));
  const key = await createEphemeralKey();
  const open = await openReset({ card, kioskKey: key });
  const ticketHash = await sha256(ascii(ticket));
  const request = { ...open, kioskKey: key.publicKey, ticketHash };
  return {
    ...open,
    kioskKey: key.publicKey,
    ticketHash,
    authorisation: (changed) => authorise(authority, request, changed),
  };
}
