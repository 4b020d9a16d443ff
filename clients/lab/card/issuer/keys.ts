import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import { concat, type Octets, type RsaPublicKey } from '#schema/contract/card.ts';
import type { P256Jwk, RsaJwk } from '../profile.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export type PrivateJwk = RsaJwk | P256Jwk;

/** A fresh RSA-2048 key pair, exponent 65537. */
export async function generateRsa(): Promise<RsaJwk> {
  const parameters = { ...RSA, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const { privateKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
  const { kty, n, e, d, p, q, dp, dq, qi } = (await crypto.subtle.exportKey(
    'jwk',
    privateKey,
  )) as unknown as RsaJwk;
  return { kty, n, e, d, p, q, dp, dq, qi };
}

/** A fresh P-256 key pair. */
export async function generateP256(): Promise<P256Jwk> {
  const { privateKey } = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as P256Jwk;
  return { kty, crv, x, y, d };
}

const algorithmOf = (jwk: PrivateJwk) => (jwk.kty === 'RSA' ? RSA : P256);

export const importPrivate = (jwk: PrivateJwk): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { ...jwk }, algorithmOf(jwk), false, ['sign']);

/** The public half, exportable as SPKI. */
export function importPublic(jwk: PrivateJwk): Promise<CryptoKey> {
  const { kty } = jwk;
  const half = jwk.kty === 'RSA' ? { kty, n: jwk.n, e: jwk.e } : { kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
  return crypto.subtle.importKey('jwk', half, algorithmOf(jwk), true, ['verify']);
}

/** SubjectPublicKeyInfo, DER. */
export async function spkiOf(jwk: PrivateJwk): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', await importPublic(jwk)));
}

/** RSASSA-PKCS1-v1_5 with SHA-256, 256 bytes. */
export async function signRsa(jwk: RsaJwk, message: Octets): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.sign(RSA, await importPrivate(jwk), message));
}

/** Uncompressed point of a P-256 key, 65 bytes. */
export const pointOf = ({ x, y }: P256Jwk): Octets =>
  concat(Uint8Array.of(4), fromBase64url(x), fromBase64url(y));

/** The 8-byte issuerKeyId of a reset authority's key: start of SHA-256 of its point, base64url. */
export const issuerKeyIdOf = async (jwk: P256Jwk): Promise<string> =>
  toBase64url((await sha256(pointOf(jwk))).slice(0, 8));

/** The 16-byte id under which CV certificates name a key: start of SHA-256 of its SPKI. */
export const cvKeyIdOf = async (spki: Uint8Array): Promise<Octets> => (await sha256(spki)).slice(0, 16);

/** The public half in the form that cards write. */
export const rsaPublicKeyOf = ({ n, e }: RsaJwk): RsaPublicKey => ({
  exponent: fromBase64url(e),
  modulus: fromBase64url(n),
});
