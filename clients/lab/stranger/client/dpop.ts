import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import type { paths } from './openapi.d.ts';

// A client of somebody who has nothing but the OpenAPI document and the RFCs it names.

/** A key of this machine, and how a call is made with it. */
export interface Client {
  call<P extends keyof paths, M extends keyof paths[P] & ('get' | 'post' | 'delete')>(
    path: P,
    method: M,
    options?: { token?: string; body?: BodyOf<paths[P][M]>; files?: Files },
  ): Promise<ReplyOf<paths[P][M]>>;
}

type Files = readonly (readonly [name: string, mediaType: string, bytes: Uint8Array])[];
type Json<T> = T extends { content: { 'application/json': infer J } } ? J : never;
type BodyOf<Op> = Op extends { requestBody: infer B }
  ? B extends { content: { 'multipart/form-data': { data: infer D } } }
    ? D
    : Json<B>
  : undefined;
type ReplyOf<Op> = Op extends { responses: infer R }
  ? Json<R extends { 200: infer A } ? A : R extends { 201: infer C } ? C : never>
  : never;

/** What the service refused, by its stable code. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export function client(origin: string): Client {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let nonce: string | null = null;
  const once = async (method: string, path: string, token: string | undefined, content: RequestInit) => {
    const headers = new Headers(content.headers);
    headers.set('DPoP', await proof({ privateKey, publicKey, method, url: origin + path, nonce, token }));
    if (token !== undefined) headers.set('Authorization', `DPoP ${token}`);
    const response = await fetch(origin + path, { ...content, method, headers });
    nonce = response.headers.get('DPoP-Nonce') ?? nonce;
    return response;
  };
  return {
    async call(path, method, { token, body, files } = {}) {
      const ask = () => once(String(method).toUpperCase(), String(path), token, contentOf(body, files));
      let response = await ask();
      if (response.status === 401 && response.headers.get('WWW-Authenticate')?.includes('use_dpop_nonce'))
        response = await ask();
      const answer = (await response.json()) as never;
      if (!response.ok) throw new Refused((answer as { code: string }).code);
      return answer;
    },
  };
}

interface Proving {
  privateKey: KeyObject;
  publicKey: KeyObject;
  method: string;
  url: string;
  nonce: string | null;
  token: string | undefined;
}

/** RFC 9449 §4.2. */
async function proof({ privateKey, publicKey, method, url, nonce, token }: Proving): Promise<string> {
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: url,
    ...(nonce === null ? {} : { nonce }),
    ...ath,
  })
    .setIssuedAt()
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(publicKey) })
    .sign(privateKey);
}

function contentOf(body: unknown, files: Files | undefined): RequestInit {
  if (body === undefined) return {};
  const text = JSON.stringify(body);
  if (!files) return { body: text, headers: { 'Content-Type': 'application/json' } };
  const form = new FormData();
  form.append('data', new Blob([text], { type: 'application/json' }), 'data.json');
  for (const [name, type, bytes] of files)
    form.append(name, new Blob([new Uint8Array(bytes)], { type }), name);
  return { body: form };
}
