import { fromBase64url } from '#schema/contract/bytes.ts';
import { ascii, CARD_PURPOSES, cardChallengeInput, type Octets } from '#schema/contract/card.ts';
import type { CardChallenge } from '../../ports/index.ts';

/** What a card had to sign: the input, and its SHA-256, which is the card challenge. */
export interface SignedChallenge {
  input: Octets;
  challenge: Octets;
}

/** Rebuilds the card challenge of a step from the token it was given with. `kioskKey` is the 65-byte point of STEP 2. */
export async function cardChallengeOf(
  step: keyof typeof CARD_PURPOSES,
  { audience, token, nonce }: CardChallenge,
  kioskKey?: Octets,
): Promise<SignedChallenge> {
  const input = cardChallengeInput({
    purpose: CARD_PURPOSES[step],
    audience,
    tokenHash: await sha256(ascii(token)),
    nonce: fromBase64url(nonce),
    ...(kioskKey ? { kioskKeyHash: await sha256(kioskKey) } : {}),
  });
  return { input, challenge: await sha256(input) };
}

export const sha256 = async (bytes: Octets): Promise<Octets> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
