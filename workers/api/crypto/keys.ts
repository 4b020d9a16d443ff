import * as v from 'valibot';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { base64urlOf } from '#schema/contract/primitives.ts';
import type { Config } from '../config.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const SIGN_ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/**
 * A P-256 key of a ring. Behind the first, one with a private half is published and will sign next; a retired one has
 * none any more and only verifies.
 */
export interface RingKey {
  kid: string;
  privateKey: CryptoKey | null;
  publicKey: CryptoKey;
  publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string };
}

/** The present key of a ring: the first, which signs. */
export interface SigningKey extends RingKey {
  privateKey: CryptoKey;
}

export type Ring = readonly [SigningKey, ...RingKey[]];

const RingJwk = v.object({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  kid: v.string(),
  x: base64urlOf(32),
  y: base64urlOf(32),
  d: v.optional(base64urlOf(32)),
});

type RingName = 'TICKET_KEYS' | 'AUTHORITY_KEYS';

/** Imports a ring of keys once. Throws a sentence that names the variable, never a value. */
export async function importRing(config: Pick<Config, RingName>, name: RingName): Promise<Ring> {
  const ring = await Promise.all(config[name].map((jwk, index) => importKey(jwk, `${name}[${index}]`)));
  requireDistinct(ring, name);
  const [present, ...others] = ring;
  if (!present?.privateKey) throw badSecret(`${name}[0]`, 'has no private half to sign with');
  return [{ ...present, privateKey: present.privateKey }, ...others];
}

function requireDistinct(keys: readonly { kid: string }[], name: string): void {
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw badSecret(name, 'names two keys alike');
}

async function importKey(jwk: unknown, where: string): Promise<RingKey> {
  const parsed = v.safeParse(RingJwk, jwk);
  if (!parsed.success) throw badSecret(where, 'is not a P-256 JWK with x, y and kid');
  const { kid, d, ...publicJwk } = parsed.output;
  const [privateKey, publicKey] = await importHalves(publicJwk, d, where);
  const key = { kid, privateKey, publicKey, publicJwk };
  if (privateKey) await requirePair({ ...key, privateKey }, where);
  return key;
}

async function requirePair({ kid, privateKey, publicKey }: SigningKey, where: string): Promise<void> {
  const probe = new TextEncoder().encode(kid);
  const signature = await crypto.subtle.sign(SIGN_ES256, privateKey, probe);
  if (!(await crypto.subtle.verify(SIGN_ES256, publicKey, signature, probe)))
    throw badSecret(where, 'has a private and a public half that do not belong together');
}

function importHalves(publicJwk: RingKey['publicJwk'], d: string | undefined, where: string) {
  return Promise.all([
    d === undefined ? null : crypto.subtle.importKey('jwk', { ...publicJwk, d }, ECDSA, false, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, ECDSA, false, ['verify']),
  ]).catch(() => {
    throw badSecret(where, 'is not a key of P-256');
  });
}

/** What a start that failed says: the variable, what is wrong with it, and where to read on. */
export const badSecret = (name: string, fault: string) =>
  new Error(`Kaijo cannot start: ${name} ${fault}. See workers/README.md, "Secrets".`);

/** What a derived key is for. One label, one use. */
export type Purpose =
  | 'session'
  | 'card'
  | 'liveness'
  | 'redemption'
  | 'dpop-nonce'
  | 'match-code'
  | 'support-number'
  | 'audit';

/** Keys derived from one secret by HKDF-SHA-256. */
export interface DerivedKeys {
  hmac(purpose: Purpose): Promise<CryptoKey>;
  aesGcm(purpose: Purpose): Promise<CryptoKey>;
}

/** @param secret 32 bytes as base64url. */
export async function deriveKeys(secret: string): Promise<DerivedKeys> {
  const master = await crypto.subtle.importKey('raw', fromBase64url(secret), 'HKDF', false, ['deriveKey']);
  const derive = (purpose: Purpose, form: DerivedForm, uses: KeyUsage[]) => {
    const info = new TextEncoder().encode(`kaijo/${purpose}/v1`);
    const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
    return crypto.subtle.deriveKey(hkdf, master, form, false, uses);
  };
  return {
    hmac: (purpose) => derive(purpose, { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign', 'verify']),
    aesGcm: (purpose) => derive(purpose, { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
  };
}

/** A derived key under the name of the key it came from. */
export interface NamedKey {
  kid: string;
  key: CryptoKey;
}

/** One key for each of MASTER_KEYS, all for one purpose. The first makes; the others read what they made before. */
export type DerivedRing = readonly [NamedKey, ...NamedKey[]];

/** Rings derived from MASTER_KEYS. */
export interface DerivedRings {
  hmac(purpose: Purpose): Promise<DerivedRing>;
  aesGcm(purpose: Purpose): Promise<DerivedRing>;
}

/** Throws a sentence that names the variable when two keys have one name. */
export async function deriveRings(masterKeys: Config['MASTER_KEYS']): Promise<DerivedRings> {
  requireDistinct(masterKeys, 'MASTER_KEYS');
  const masters = await Promise.all(
    masterKeys.map(async ({ kid, k }) => ({ kid, keys: await deriveKeys(k) })),
  );
  const ring = async (derive: (keys: DerivedKeys) => Promise<CryptoKey>) => {
    const named = masters.map(async ({ kid, keys }) => ({ kid, key: await derive(keys) }));
    return (await Promise.all(named)) as unknown as DerivedRing;
  };
  return {
    hmac: (purpose) => ring((keys) => keys.hmac(purpose)),
    aesGcm: (purpose) => ring((keys) => keys.aesGcm(purpose)),
  };
}

type DerivedForm = { name: 'HMAC'; hash: string; length: number } | { name: 'AES-GCM'; length: number };
type KeyUsage = 'sign' | 'verify' | 'encrypt' | 'decrypt';
