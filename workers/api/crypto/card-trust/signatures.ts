import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  CARD_PURPOSES,
  cardChallengeInput,
  type Octets,
  type RsaPublicKey,
} from '#schema/contract/card.ts';
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

export const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
export const ECDSA = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** RSASSA-PKCS1-v1_5 with SHA-256 over `message`. */
export const verifyRsa = (key: CryptoKey, signature: Octets, message: Octets) =>
  crypto.subtle.verify(RSA, key, signature, message);

/** ECDSA P-256 with SHA-256 over `message`; the signature is raw r‖s. */
export const verifyEcdsa = (key: CryptoKey, signature: Octets, message: Octets) =>
  crypto.subtle.verify(ECDSA, key, signature, message);

/** A verification key from its SubjectPublicKeyInfo. */
export const importRsaSpki = (spki: Octets) => crypto.subtle.importKey('spki', spki, RSA, false, ['verify']);

/** A verification key as cards write it. */
export const importRsaKey = ({ exponent, modulus }: RsaPublicKey) =>
  crypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', e: toBase64url(exponent), n: toBase64url(modulus) },
    RSA,
    false,
    ['verify'],
  );
