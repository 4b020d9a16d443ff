import { ascii, concat, fixed, fromHex, type Octets } from './octets.ts';

/** What a card is asked to prove; first under every signature, so that one step's proof is worth nothing in another. */
export const CARD_PURPOSES = {
  step1: 'kaijo/step1/v1',
  step2: 'kaijo/step2/v1',
  claim: 'kaijo/claim/v1',
  recover: 'kaijo/recover/v1',
} as const;
export type CardPurpose = (typeof CARD_PURPOSES)[keyof typeof CARD_PURPOSES];

/** `tokenHash` is SHA-256 of the token's ASCII text; `kioskKeyHash` is SHA-256 of the 65-byte point PKk (STEP 2 only). */
export interface CardChallengeInput {
  purpose: CardPurpose;
  audience: string;
  tokenHash: Uint8Array;
  nonce: Uint8Array;
  kioskKeyHash?: Uint8Array;
}

/**
 * purpose ‖ 0 ‖ audience ‖ 0 ‖ tokenHash(32) ‖ nonce(32) [‖ kioskKeyHash(32)]. Its SHA-256 is the 32-byte **card
 * challenge**: the authentication key signs DigestInfo over it, and binding evidence carries it as its nonce.
 */
export function cardChallengeInput(input: CardChallengeInput): Octets {
  const zero = Uint8Array.of(0);
  const head = [ascii(input.purpose), zero, ascii(input.audience), zero];
  const body = [fixed(input.tokenHash, 32, 'tokenHash'), fixed(input.nonce, 32, 'nonce')];
  const tail = input.kioskKeyHash ? [fixed(input.kioskKeyHash, 32, 'kioskKeyHash')] : [];
  return concat(...head, ...body, ...tail);
}

/**
 * The 16-byte nonce of a card status: the first half of the card challenge made for `kaijo/claim/v1`, before a visit's
 * reset, or for `kaijo/recover/v1`, after it. What a card says for one is worth nothing for the other.
 */
export const statusNonceOf = (cardChallenge: Uint8Array): Octets =>
  new Uint8Array(fixed(cardChallenge, 32, 'cardChallenge').subarray(0, 16));

const SHA256_DIGEST_INFO = fromHex('3031300d060960864801650304020105000420');

/** PKCS#1 v1.5 DigestInfo of a SHA-256 digest: the 51 bytes that COMPUTE DIGITAL SIGNATURE takes. */
export const digestInfo = (sha256: Uint8Array): Octets =>
  concat(SHA256_DIGEST_INFO, fixed(sha256, 32, 'digest'));
