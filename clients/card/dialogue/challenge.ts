import {
  ascii,
  CARD_PURPOSES,
  cardChallengeInput,
  statusNonceOf,
  type CardPurpose,
  type Octets,
} from '#schema/contract/card.ts';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';

/** What the server answered when a step was opened: its token, and the nonce and audience for the card. */
export interface ServerChallenge {
  token: string;
  audience: string;
  /** 32 bytes, base64url. */
  nonce: string;
}

/** STEP 1: the 32-byte card challenge of a session. */
export const step1Challenge = (server: ServerChallenge): Promise<Octets> =>
  challengeFor(CARD_PURPOSES.step1, server);

/** STEP 2: the card challenge of a redemption; the kiosk's key is under it. */
export const step2Challenge = (server: ServerChallenge, kioskKey: Uint8Array): Promise<Octets> =>
  challengeFor(CARD_PURPOSES.step2, server, kioskKey);

/** The claim: the 16-byte nonce of the card status that goes with it. */
export const claimNonce = async (server: ServerChallenge): Promise<Octets> =>
  statusNonceOf(await challengeFor(CARD_PURPOSES.claim, server));

/** Recovery: the 16-byte nonce of the card status. */
export const recoverNonce = async (server: ServerChallenge): Promise<Octets> =>
  statusNonceOf(await challengeFor(CARD_PURPOSES.recover, server));

async function challengeFor(
  purpose: CardPurpose,
  server: ServerChallenge,
  kioskKey?: Uint8Array,
): Promise<Octets> {
  const tokenHash = await sha256(ascii(server.token));
  const nonce = fromBase64url(server.nonce);
  const keyHash = kioskKey ? { kioskKeyHash: await sha256(kioskKey) } : {};
  return sha256(cardChallengeInput({ purpose, audience: server.audience, tokenHash, nonce, ...keyHash }));
}
