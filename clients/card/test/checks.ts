import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { toBase64url } from '#schema/contract/bytes.ts';
import type { RsaPublicKey } from '#schema/contract/card.ts';

// What a back end would check, by Node's own cryptography: not by the code under test.

/** RSASSA-PKCS1-v1_5 with SHA-256 over `message`, by the key of a certificate. */
export const signedByCertificate = (certificate: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify('sha256', message, new X509Certificate(certificate).publicKey, signature);

/** ECDSA P-256 with SHA-256, raw r‖s, by the key of a certificate. */
export const attestedBy = (certificate: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify(
    'sha256',
    message,
    { key: new X509Certificate(certificate).publicKey, dsaEncoding: 'ieee-p1363' },
    signature,
  );

/** The same for an SPKI. */
export const signedBySpki = (spki: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify(
    'sha256',
    message,
    createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }),
    signature,
  );

/** SPKI of an RSA key as cards write it. */
export function rsaSpki({ modulus, exponent }: RsaPublicKey): Uint8Array {
  const jwk = { kty: 'RSA', n: toBase64url(modulus), e: toBase64url(exponent) };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' });
}
