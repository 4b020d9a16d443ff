import { sameOctets, type KeyAgreement, type Octets } from '#schema/contract/card.ts';
import type { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';
import { secretsOf as personalisedSecrets, type CardOrder } from '../personalise/personalise.ts';
import type { ReferenceId } from '../profile.ts';
import type { Random } from './random.ts';

/** What the card now takes for right. It changes when the card says that it changed. */
export type Secrets = Record<ReferenceId, Octets | null>;

/** What a terminal has of a channel under way, right or wrong by now. */
export interface TerminalChannel {
  agreement: KeyAgreement;
  kioskKey: Octets;
  messaging: SecureMessaging;
}

/** Everything a move may draw on. */
export interface World {
  random: Random;
  secrets: Secrets;
  channel: TerminalChannel | null;
  /** Signs what a channel needs, as a back end would. */
  authorise(channel: TerminalChannel, ticketHash: Uint8Array): Promise<Octets>;
}

/** The number in place of a My Number is a secret too, but one that a file of the card legitimately says. */
export const secretsOf = (order: Pick<CardOrder, 'holder' | 'pin' | 'signaturePassword'>): Secrets => ({
  ...personalisedSecrets(order, ''),
  matchingNumberA: null,
  textReserved: null,
  textMatchingNumberA: null,
});

/** Whether `part` is somewhere in `bytes`. */
export function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1)) {
    if (sameOctets(bytes.subarray(at, at + part.length), part)) return true;
  }
  return false;
}
