import { copyOf, type Octets } from '#schema/contract/card.ts';

/** SHA-256, 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Octets> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', copyOf(bytes)));
}
