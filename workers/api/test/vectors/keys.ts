import { readFileSync } from 'node:fs';
import type { P256Jwk, RsaJwk } from '#clients/lab/card/profile.ts';
import { importPrivate } from '#clients/lab/card/issuer/keys.ts';
import { toHex, type Octets } from '#schema/contract/card.ts';
import type { Config } from '#workers/api/config.ts';

export const FILE = new URL('../../../../schema/contract/vectors.json', import.meta.url);

type Named<T> = T & { kid: string };
interface Keys {
  kiosk: P256Jwk;
  card: P256Jwk;
  attestation: P256Jwk;
  resetAuthority: Named<P256Jwk>;
  ticket: Named<P256Jwk>;
  dpop: P256Jwk;
  authentication: RsaJwk;
  master: { kid: string; k: string };
  pepper: string;
}

/** What `schema/contract/vectors.json` is. */
export interface VectorFile {
  keys: Keys;
  vectors: Record<string, Record<string, unknown>>;
}

const before = JSON.parse(readFileSync(FILE, 'utf8')) as VectorFile;

/** The lab keys of the vectors: they stand in the file, and stay. */
export const { keys } = before;

export const ISSUER = 'https://kaijo.example';

/** The Worker's secrets, of the lab keys. */
export const config = {
  ISSUER,
  MASTER_KEYS: [keys.master],
  TICKET_KEYS: [keys.ticket],
  AUTHORITY_KEYS: [keys.resetAuthority],
  CARD_PEPPER: keys.pepper,
} as unknown as Config;

/** Signs with ECDSA P-256, raw r‖s, hexadecimal. */
export async function signed(key: P256Jwk, message: Octets): Promise<string> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return toHex(new Uint8Array(await crypto.subtle.sign(algorithm, await importPrivate(key), message)));
}

/**
 * ECDSA signs the same message differently each time. What the file has for a message that is still the same stays, so that making the
 * file again changes nothing.
 */
export function settled(name: string, message: string, fresh: string): string {
  const known = before.vectors[name];
  return known?.['message'] === message ? String(known['signature']) : fresh;
}

/** The same for a compact JWS, in its parts. */
export function settledJws(name: string, compact: string) {
  const end = compact.lastIndexOf('.');
  const message = compact.slice(0, end);
  const signature = settled(name, message, compact.slice(end + 1));
  return { message, signature, compact: `${message}.${signature}` };
}
