import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, concat, type Octets } from '#schema/contract/card.ts';
import { SUBPROTOCOL } from './protocol.ts';

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
