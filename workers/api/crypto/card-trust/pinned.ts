import { toBase64url } from '#schema/contract/bytes.ts';
import { toHex, type Octets } from '#schema/contract/card.ts';
import type { Config } from '../../config.ts';
import { badSecret } from '../keys.ts';
import type { TrustConfig } from './ground.ts';

/** A root certificate, or for card surfaces a SubjectPublicKeyInfo: DER as base64, and a name for people. */
export interface TrustAnchor {
  name: string;
  der: string;
}

const VARIABLES = ['USER_AUTH_ROOTS', 'SIGNATURE_ROOTS', 'SURFACE_ROOTS', 'ATTESTATION_ROOTS'] as const;

/**
 * Puts in place of each digest the anchor that has it. Which anchors there are decides nothing: one that was changed has
 * another digest, and one that no variable names is not looked at. Throws a sentence naming the variable of a digest
 * that no anchor has.
 */
export async function pinnedBy(config: Config, anchors: readonly TrustAnchor[]): Promise<TrustConfig> {
  const known = new Map(await Promise.all(anchors.map(read)));
  const pinned = { CARD_PEPPER: config.CARD_PEPPER, REVOCATION: config.REVOCATION } as TrustConfig;
  for (const variable of VARIABLES)
    pinned[variable] = config[variable].map((digest, index) => {
      const der = known.get(digest);
      if (der === undefined)
        throw badSecret(`${variable}[${index}]`, 'is the digest of no anchor that is there');
      return der;
    });
  return pinned;
}

/** By SHA-256, hexadecimal; DER as base64url. */
async function read({ der }: TrustAnchor, index: number): Promise<[string, string]> {
  const bytes = bytesOf(der, index);
  return [toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))), toBase64url(bytes)];
}

function bytesOf(der: string, index: number): Octets {
  try {
    return Uint8Array.from(atob(der), (character) => character.charCodeAt(0));
  } catch {
    throw badSecret(`anchor ${index} in anchors.json`, 'is not base64');
  }
}
