import { concat, copyOf, type Octets } from '#schema/contract/card.ts';
import { sha256 } from '#schema/contract/bytes.ts';

const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A P-256 key pair for one key agreement. The kiosk's, PKk, is made before the claim: the card signs its digest there. */
export interface EphemeralKey {
  /** Uncompressed point, 65 bytes. */
  publicKey: Octets;
  privateKey: CryptoKey;
}

/** A fresh key pair whose private half cannot be exported. */
export async function createEphemeralKey(): Promise<EphemeralKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(P256, false, ['deriveBits']);
  return { publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)), privateKey };
}

/** Z: the X coordinate of the shared point, 32 bytes. Throws `DOMException` when `point` is not on the curve. */
export async function agree(privateKey: CryptoKey, point: Uint8Array): Promise<Octets> {
  const publicKey = await crypto.subtle.importKey('raw', copyOf(point), P256, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256));
}

/** AES-128 keys of one channel. */
export interface ChannelKeys {
  enc: Octets;
  mac: Octets;
}

/** Kenc = SHA-256(Z‖r‖00000001)[0..15], Kmac = SHA-256(Z‖r‖00000002)[0..15]. `z` is overwritten. */
export async function deriveChannelKeys(z: Octets, r: Uint8Array): Promise<ChannelKeys> {
  const [enc, mac] = await Promise.all([deriveKey(z, r, 1), deriveKey(z, r, 2)]);
  z.fill(0);
  return { enc, mac };
}

async function deriveKey(z: Octets, r: Uint8Array, counter: number): Promise<Octets> {
  const input = concat(z, r, Uint8Array.of(0, 0, 0, counter));
  const digest = await sha256(input);
  const key = digest.slice(0, 16);
  input.fill(0);
  digest.fill(0);
  return key;
}
