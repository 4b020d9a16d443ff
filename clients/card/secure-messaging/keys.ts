import { concat, type Octets } from '#schema/contract/card.ts';
import { sha256 } from '../digest.ts';

/** AES-128 keys of one session. */
export interface SessionKeys {
  enc: Octets;
  mac: Octets;
}

/** Kenc = SHA-256(Z‖r‖00000001)[0..15], Kmac = SHA-256(Z‖r‖00000002)[0..15]. `z` is overwritten. */
export async function deriveSessionKeys(z: Octets, r: Uint8Array): Promise<SessionKeys> {
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
