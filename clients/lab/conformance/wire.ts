import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';

/** A P-256 key of a client. */
export interface Key {
  privateKey: KeyObject;
  publicKey: KeyObject;
}
export const newKey = (): Key => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** What a DPoP proof says other than it should; `undefined` leaves a member out. */
export interface ProofChanges {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  signWith?: KeyObject;
}

/** A request made by hand, so that every part of it can be wrong. */
export interface Asked {
  method: 'GET' | 'POST' | 'DELETE' | 'PUT';
  path: string;
  key?: Key;
  token?: string;
  /** JSON, or text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  proof?: ProofChanges;
}

/** What came back: `said` is the status, the problem's code and the error of `WWW-Authenticate`, where there are such. */
export interface Answer {
  said: string;
  response: Response;
  body: Record<string, unknown>;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A DPoP proof that is good unless told otherwise. */
export async function proofFor(
  method: string,
  url: string,
  { key, token, nonce, proof = {} }: Pick<Asked, 'token' | 'proof'> & { key: Key; nonce: string | undefined },
): Promise<string> {
  const { header = {}, claims = {}, signWith = key.privateKey } = proof;
  const ath = token === undefined ? {} : { ath: hashOf(token) };
  const iat = Math.floor(Date.now() / 1_000);
  return new SignJWT({ jti: randomUUID(), htm: method, htu: url, iat, nonce, ...ath, ...claims })
    .setProtectedHeader({
      typ: 'dpop+jwt',
      alg: 'ES256',
      jwk: await exportJWK(key.publicKey),
      ...header,
    })
    .sign(signWith);
}

/** A deployment as one more client sees it. */
export class Wire {
  readonly origin: string;
  #nonce: string | undefined;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** A nonce that is good now. */
  async nonce(): Promise<string> {
    if (this.#nonce === undefined) await this.ask({ method: 'POST', path: '/v1/redemptions', key: newKey() });
    return this.#nonce!;
  }

  async proof({ method, path, key, token, proof }: Asked): Promise<string> {
    const nonce = this.#nonce;
    return proofFor(method, this.origin + path, {
      key: key!,
      nonce,
      ...(token === undefined ? {} : { token }),
      ...(proof ? { proof } : {}),
    });
  }

  async ask(asked: Asked): Promise<Answer> {
    const init = contentOf(asked);
    const { headers } = init;
    if (asked.key && !headers.has('DPoP')) headers.set('DPoP', await this.proof(asked));
    const response = await fetch(this.origin + asked.path, init);
    this.#nonce = response.headers.get('DPoP-Nonce') ?? this.#nonce;
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    const error = /error="(\w+)"/.exec(response.headers.get('WWW-Authenticate') ?? '')?.[1];
    const said = [response.status, body['code'], error].filter((part) => part !== undefined).join(' ');
    return { said, response, body };
  }
}

function contentOf({ method, token, body, headers: given }: Asked): RequestInit & { headers: Headers } {
  const headers = new Headers(given);
  if (token !== undefined && !headers.has('Authorization')) headers.set('Authorization', `DPoP ${token}`);
  if (body === undefined) return { method, headers };
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
