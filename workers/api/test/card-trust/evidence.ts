import { createEphemeralKey, type EphemeralKey } from '#clients/card/reset/key-agreement.ts';
import {
  claimNonce,
  step1Challenge,
  step2Challenge,
  type ServerChallenge,
} from '#clients/card/dialogue/challenge.ts';
import { cardEvidence, proveStep1 } from '#clients/card/dialogue/step1.ts';
import { claimOf, proveStep2 } from '#clients/card/dialogue/step2.ts';
import type { Result } from '../../domain/result.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { insert, printed, secret } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Claim } from '#schema/contract/redemption.ts';
import type { CardEvidence } from '#schema/contract/session.ts';

/** What the server answered when the step was opened. */
export const CHALLENGE: ServerChallenge = {
  audience: 'https://kaijo.example',
  token: 'header.claims.signature',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
};

/** STEP 1 as a phone sends it: the whole dialogue with the card. `signed` are the 32 bytes the card is asked to sign. */
export async function step1Of(
  made: PersonalisedCard,
  signed?: Octets,
): Promise<{ evidence: CardEvidence; photo: Octets }> {
  const { card } = await insert(made);
  const proof = await proveStep1({
    card,
    pin: secret(PIN),
    challenge: signed ?? (await step1Challenge(CHALLENGE)),
    matchingNumberB: printed(),
  });
  return { evidence: cardEvidence(proof), photo: proof.photo };
}

/** STEP 2 as a kiosk sends it. */
export async function step2Of(
  made: PersonalisedCard,
  { kioskKey, signed }: { kioskKey?: EphemeralKey; signed?: Octets } = {},
): Promise<Claim> {
  const { card } = await insert(made);
  const { publicKey } = kioskKey ?? (await createEphemeralKey());
  const challenge = signed ?? (await step2Challenge(CHALLENGE, publicKey));
  const statusNonce = await claimNonce(CHALLENGE);
  return claimOf(await proveStep2({ card, pin: secret(PIN), challenge, statusNonce }), publicKey);
}

/** The same text with one bit of its bytes turned over. */
export function flipped(text: string, at = -1): string {
  const bytes = fromBase64url(text);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index]! ^= 1;
  return Buffer.from(bytes).toString('base64url');
}

/** The check that refused; `accepted` when none did. */
export const checkOf = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.failure.check);
