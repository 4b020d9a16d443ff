import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import { concat, digestInfo, fromHex, toHex, type Octets } from '#schema/contract/card.ts';
import type { RsaJwk } from './profile.ts';

// WebCrypto signs messages, while a card signs the block it is handed, so the private operation is done here. BigInt
// arithmetic is not constant-time: good for a card in software that guards nothing real.

const BYTES = 256;

const PARTS = ['n', 'e', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/** One RSA-2048 private key ready for use. */
export type RsaKey = Record<(typeof PARTS)[number], bigint>;

export const rsaKeyOf = (jwk: RsaJwk): RsaKey =>
  Object.fromEntries(PARTS.map((part) => [part, toNumber(fromBase64url(jwk[part]))])) as RsaKey;

/** RSASSA-PKCS1-v1_5 over `block` used verbatim (a DigestInfo, as a rule), 256 bytes. `block` is 1–245 bytes. */
export function signBlock(key: RsaKey, block: Uint8Array): Octets {
  const filler = new Uint8Array(BYTES - 3 - block.length).fill(0xff);
  return privateOperation(key, concat(Uint8Array.of(0, 1), filler, Uint8Array.of(0), block));
}

export const signDigest = (key: RsaKey, digest: Uint8Array): Octets => signBlock(key, digestInfo(digest));

/** RSASSA-PSS over a SHA-256 digest: MGF1 with SHA-256, 32 random bytes of salt (RFC 8017 §9.1.1). */
export async function signPss(key: RsaKey, digest: Uint8Array): Promise<Octets> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const hash = await sha256(concat(new Uint8Array(8), digest, salt));
  const block = concat(new Uint8Array(BYTES - salt.length - hash.length - 2), Uint8Array.of(1), salt);
  const mask = await mgf1(hash, block.length);
  const masked = block.map((byte, index) => byte ^ mask[index]!);
  masked[0]! &= 0x7f;
  return privateOperation(key, concat(masked, hash, Uint8Array.of(0xbc)));
}

async function mgf1(seed: Octets, length: number): Promise<Octets> {
  const blocks: Octets[] = [];
  for (let counter = 0; blocks.length * 32 < length; counter += 1) {
    blocks.push(await sha256(concat(seed, Uint8Array.of(0, 0, 0, counter))));
  }
  return concat(...blocks).slice(0, length);
}

/** Chinese remaindering; the result is checked, because one faulty half would give the key away. */
function privateOperation(key: RsaKey, block: Octets): Octets {
  const message = toNumber(block);
  const mp = power(message % key.p, key.dp, key.p);
  const mq = power(message % key.q, key.dq, key.q);
  const h = (key.qi * (((mp - mq) % key.p) + key.p)) % key.p;
  const signature = mq + h * key.q;
  if (power(signature, key.e, key.n) !== message) throw new Error('RSA self-check failed');
  return fromHex(signature.toString(16).padStart(2 * BYTES, '0'));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
