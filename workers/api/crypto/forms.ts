import {
  EncryptJWT,
  jwtDecrypt,
  jwtVerify,
  SignJWT,
  type JWTClaimVerificationOptions,
  type JWTPayload,
} from 'jose';
import type { Ring } from './keys.ts';

/** What a token of one type looks like and is protected by. Algorithms are fixed: a header chooses nothing (RFC 8725 §3.1). */
export interface Form {
  alg: string;
  /** Key names that are taken; null where the type has one key. */
  kids: readonly string[] | null;
  seal(payload: JWTPayload, typ: string): Promise<string>;
  /** Opens a token whose header says `kid`. Throws jose's errors. */
  open(token: string, kid: string | undefined, checks: JWTClaimVerificationOptions): Promise<JWTPayload>;
}

/** JWS by a key that only this Worker has. */
export function authenticated(key: CryptoKey): Form {
  return {
    alg: 'HS256',
    kids: null,
    seal: (payload, typ) => new SignJWT(payload).setProtectedHeader({ typ, alg: 'HS256' }).sign(key),
    open: async (token, _kid, checks) =>
      (await jwtVerify(token, key, { ...checks, algorithms: ['HS256'] })).payload,
  };
}

/** JWE that only this Worker can read. */
export function encrypted(key: CryptoKey): Form {
  const header = { alg: 'dir', enc: 'A256GCM' } as const;
  const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  return {
    alg: header.alg,
    kids: null,
    seal: (payload, typ) => new EncryptJWT(payload).setProtectedHeader({ ...header, typ }).encrypt(key),
    open: async (token, _kid, checks) => (await jwtDecrypt(token, key, { ...checks, ...algorithms })).payload,
  };
}

/** JWS that anybody can verify with the published keys. */
export function signed(ring: Ring): Form {
  const [present] = ring;
  return {
    alg: 'ES256',
    kids: ring.map(({ kid }) => kid),
    seal: (payload, typ) =>
      new SignJWT(payload)
        .setProtectedHeader({ typ, alg: 'ES256', kid: present.kid })
        .sign(present.privateKey),
    open: async (token, kid, checks) => {
      const key = ring.find((candidate) => candidate.kid === kid)!.publicKey;
      return (await jwtVerify(token, key, { ...checks, algorithms: ['ES256'] })).payload;
    },
  };
}
