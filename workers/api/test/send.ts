import { base64url, exportJWK, SignJWT } from 'jose';
import { endpoints, type Endpoint, type EndpointName } from '#schema/contract/endpoints.ts';
import type { World } from './world.ts';

/** A request made by hand, so that every part of it can be wrong. */
export interface Made {
  key?: CryptoKeyPair;
  token?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  proof?: ProofChanges;
}

/** What a DPoP proof says other than it should; `undefined` leaves a member out. */
export interface ProofChanges {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  signWith?: CryptoKey;
}

/** Sends a request with a proof that is good unless told otherwise. */
export async function send(world: World, name: EndpointName, made: Made): Promise<Response> {
  const { method, path, body }: Endpoint = endpoints[name];
  const url = world.ports.settings.issuer + path;
  const headers = new Headers(made.headers);
  if (made.key && !headers.has('DPoP')) headers.set('DPoP', await proofFor(world, method, url, made));
  if (made.token !== undefined && !headers.has('Authorization'))
    headers.set('Authorization', `DPoP ${made.token}`);
  const init: RequestInit = { method, headers };
  if (body && made.body !== undefined) init.body = made.body;
  return world.fetch(url, init);
}

/** A DPoP proof. `nonces` gives server nonces that are good now. */
export async function proofFor(
  nonces: Pick<World, 'nonce'>,
  method: string,
  url: string,
  made: Made,
): Promise<string> {
  const { privateKey, publicKey } = made.key!;
  const { header = {}, claims = {}, signWith = privateKey } = made.proof ?? {};
  const payload = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: url,
    iat: 0,
    nonce: await nonces.nonce(),
    ...(made.token === undefined ? {} : { ath: await hashOf(made.token) }),
    ...claims,
  };
  const jwk = await exportJWK(publicKey);
  return new SignJWT(payload)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
    .sign(signWith);
}

async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(digest));
}

/** A compact token with another header in front; the signature is left as it was. */
export function withHeader(token: string, header: object): string {
  return [base64url.encode(JSON.stringify(header)), ...token.split('.').slice(1)].join('.');
}
