import type { Certificate } from 'pkijs';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { fromHex } from '#schema/contract/card.ts';
import type { Config } from '../../config.ts';
import { badSecret } from '../keys.ts';
import { readAnchors, type Anchors } from './anchors.ts';
import { serialOf } from './certificate.ts';
import { authorityKeyId } from './extensions.ts';
import type { Fetch } from './revocation/download.ts';
import { createRevocation, type Revocation } from './revocation/index.ts';
import { readSurfaceRoots } from './surface.ts';

/** What trust in a card rests on: the pinned roots, who says what was revoked, and the hashes cards are known under. */
export interface Ground {
  identities: Identities;
  users: Anchors;
  chips: Anchors;
  signatures: Anchors;
  surfaceRoots: CryptoKey[];
  revocation: Revocation;
}

/** The variables that trust in a card comes from. */
export type TrustConfig = Pick<
  Config,
  'CARD_PEPPER' | 'USER_AUTH_ROOTS' | 'SIGNATURE_ROOTS' | 'SURFACE_ROOTS' | 'ATTESTATION_ROOTS' | 'REVOCATION'
>;

/** Throws a sentence naming the variable when a root cannot be read, or when nobody says what a root has revoked. */
export async function readGround(config: TrustConfig, fetch: Fetch): Promise<Ground> {
  const hasList = (keyId: string) => config.REVOCATION[keyId]?.crl !== undefined;
  const users = await readAnchors(config.USER_AUTH_ROOTS, 'USER_AUTH_ROOTS', hasList);
  const chips = await readAnchors(config.ATTESTATION_ROOTS, 'ATTESTATION_ROOTS', hasList);
  const signatures = await readAnchors(config.SIGNATURE_ROOTS, 'SIGNATURE_ROOTS', hasList);
  for (const keyId of [users, chips, signatures].flatMap(({ keyIds }) => keyIds))
    if (!(keyId in config.REVOCATION)) throw badSecret('REVOCATION', `has no source for the root ${keyId}`);
  return {
    identities: await createIdentities(config.CARD_PEPPER),
    users,
    chips,
    signatures,
    surfaceRoots: await readSurfaceRoots(config.SURFACE_ROOTS),
    revocation: createRevocation(config.REVOCATION, fetch),
  };
}

/** Keyed hashes under which cards are known to the back end; the pepper is not in the database. */
export interface Identities {
  /** HMAC-SHA-256(pepper, authority key id ‖ certificate serial), base64url: changes when the certificate is re-issued. */
  certId(certificate: Certificate): Promise<string>;
  /** HMAC-SHA-256(pepper, 16-byte card id), base64url. */
  chipId(cardId: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** @param pepper 32 bytes as base64url. */
async function createIdentities(pepper: string): Promise<Identities> {
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
