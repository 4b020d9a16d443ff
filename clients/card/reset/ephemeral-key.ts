import { copyOf, type Octets } from '#schema/contract/card.ts';

const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** A P-256 key pair for one key agreement. */
export interface EphemeralKey {
  /** Uncompressed point, 65 bytes. */
  publicKey: Octets;
  privateKey: CryptoKey;
}

/** The kiosk's key PKk: made before the claim, because the card signs its digest there; used in `openReset`. */
export type KioskKey = EphemeralKey;

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
