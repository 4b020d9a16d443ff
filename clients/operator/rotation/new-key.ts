import { toBase64url } from '#schema/contract/bytes.ts';
import type { RingName } from '#schema/contract/published-keys.ts';
import type { Jwk } from './ring.ts';

/** So many random bytes as base64url. */
export const randomText = (bytes: number) => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** A new key for a ring; `kid` is random, so that a ring never holds two of one name. */
export async function makeKey(name: Exclude<RingName, 'authority'>): Promise<Jwk> {
  const kid = randomText(9);
  if (name === 'master') return { kty: 'oct', kid, k: randomText(32) };
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { kty, crv, x, y, d, kid };
}
