import type { Octets, RsaPublicKey } from '#schema/contract/card.ts';
import { toBase64url } from '#schema/contract/bytes.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };

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
