import { toBase64url } from '#schema/contract/bytes.ts';

/** What the API Worker must be given as secrets before it starts. */
export interface WorkerSecrets {
  MASTER_KEY: string;
  CARD_PEPPER: string;
  TICKET_KEYS: string;
}

/** Fresh secrets for an API Worker, as `wrangler secret put` takes them. */
export async function makeSecrets(): Promise<WorkerSecrets> {
  return {
    MASTER_KEY: randomText(32),
    CARD_PEPPER: randomText(32),
    TICKET_KEYS: JSON.stringify([await makeTicketKey()]),
  };
}

const randomText = (bytes: number) => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** A new ES256 private JWK; `kid` is random, so that a ring never holds two of one name. */
async function makeTicketKey(): Promise<JsonWebKey & { kid: string }> {
  const key = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(key, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const kid = randomText(9);
  return { kty, crv, x, y, d, kid } as JsonWebKey & { kid: string };
}
