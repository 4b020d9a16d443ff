import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, concat, type Octets } from '#schema/contract/card.ts';
import { SUBPROTOCOL } from './protocol.ts';

/** What a page must know of the bridge beside it. `secret` is 32 bytes, base64url. */
export interface Pairing {
  port: number;
  secret: string;
}

const FRAGMENT = /^#?reader=(\d{1,5})\.([\w-]{43})$/;

/** The fragment of the link that a page opens once. Fragments are not sent to any server. */
export const pairingFragment = ({ port, secret }: Pairing): string => `#reader=${port}.${secret}`;

/** The pairing in a fragment, or null when it holds none. */
export function readPairing(fragment: string): Pairing | null {
  const [, port, secret] = FRAGMENT.exec(fragment) ?? [];
  if (port === undefined || secret === undefined) return null;
  return Number(port) > 0 && Number(port) < 65_536 ? { port: Number(port), secret } : null;
}

/**
 * Takes the pairing out of the address of this page, so that it stays neither on screen nor in the history. The caller
 * keeps it; null when the address holds none.
 */
export function takePairing(page: Pick<Window, 'location' | 'history'> = window): Pairing | null {
  const pairing = readPairing(page.location.hash);
  if (pairing) {
    const { pathname, search } = page.location;
    page.history.replaceState(page.history.state, '', pathname + search);
  }
  return pairing;
}

/** Who proves to know the pairing secret. Both do: a program that took the bridge's port must not be handed PINs. */
export type Side = 'page' | 'bridge';

/** One handshake. Nonces are base64url of 32 bytes; the port is under the proof, so that none can be relayed to another. */
export interface Handshake {
  port: number;
  page: string;
  bridge: string;
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

export const newNonce = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(32)));

/** HMAC-SHA-256 under the secret, which itself never travels. */
export async function prove(secret: string, side: Side, handshake: Handshake): Promise<string> {
  const made = await crypto.subtle.sign(HMAC, await keyOf(secret), messageOf(side, handshake));
  return toBase64url(new Uint8Array(made));
}

/** Whether the other side knows the secret; compared in constant time by WebCrypto. */
export async function isProof(
  secret: string,
  side: Side,
  handshake: Handshake,
  proof: string,
): Promise<boolean> {
  return crypto.subtle.verify(HMAC, await keyOf(secret), fromBase64url(proof), messageOf(side, handshake));
}

const keyOf = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64url(secret), HMAC, false, ['sign', 'verify']);

const messageOf = (side: Side, { port, page, bridge }: Handshake): Octets =>
  concat(ascii(`${SUBPROTOCOL} ${side} ${port} `), fromBase64url(page), fromBase64url(bridge));
