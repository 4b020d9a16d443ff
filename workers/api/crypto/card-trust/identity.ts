import type { Certificate } from 'pkijs';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { fromHex } from '#schema/contract/card.ts';
import { authorityKeyId, serialOf } from './certificate.ts';

/** Keyed hashes under which cards are known to the back end; the pepper is not in the database. */
export interface Identities {
  /** HMAC-SHA-256(pepper, authority key id ‖ certificate serial), base64url: changes when the certificate is re-issued. */
  certId(certificate: Certificate): Promise<string>;
  /** HMAC-SHA-256(pepper, 16-byte card id), base64url. */
  chipId(cardId: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** @param pepper 32 bytes as base64url. */
export async function createIdentities(pepper: string): Promise<Identities> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', fromBase64url(pepper), algorithm, false, ['sign']);
  // One byte of label first, so that no certificate can be made to hash like a chip.
  const hash = async (label: number, bytes: Uint8Array) =>
    toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, Uint8Array.of(label, ...bytes))));
  return {
    certId: (certificate) => hash(1, fromHex(`${authorityKeyId(certificate)!}${serialOf(certificate)}`)),
    chipId: (cardId) => hash(2, cardId),
  };
}
