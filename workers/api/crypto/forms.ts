import {
  EncryptJWT,
  jwtDecrypt,
  jwtVerify,
  SignJWT,
  type JWTClaimVerificationOptions,
  type JWTPayload,
} from 'jose';
import type { DerivedRing, Ring } from './keys.ts';

/** What a token of one type looks like and is protected by. Algorithms are fixed: a header chooses nothing (RFC 8725 §3.1). */
export interface Form {
  alg: string;
  /** Names of the keys that are taken. */
  kids: readonly string[];
  /** By the first key of the ring. */
  seal(payload: JWTPayload, typ: string): Promise<string>;
  /** Opens a token whose header says `kid`, one of `kids`. Throws jose's errors. */
  open(token: string, kid: string, checks: JWTClaimVerificationOptions): Promise<JWTPayload>;
}

const keyNamed = (ring: DerivedRing, kid: string) => ring.find((candidate) => candidate.kid === kid)!.key;

/** JWS by a key that only this Worker has. */
export function authenticated(ring: DerivedRing): Form {
  const [{ kid, key }] = ring;
  return {
    alg: 'HS256',
    kids: ring.map((each) => each.kid),
    seal: (payload, typ) => new SignJWT(payload).setProtectedHeader({ typ, alg: 'HS256', kid }).sign(key),
    open: async (token, named, checks) =>
      (await jwtVerify(token, keyNamed(ring, named), { ...checks, algorithms: ['HS256'] })).payload,
  };
}

/** JWE that only this Worker can read. */
export function encrypted(ring: DerivedRing): Form {
  const [{ kid, key }] = ring;
  const header = { alg: 'dir', enc: 'A256GCM' } as const;
  const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  return {
    alg: header.alg,
    kids: ring.map((each) => each.kid),
    seal: (payload, typ) => new EncryptJWT(payload).setProtectedHeader({ ...header, typ, kid }).encrypt(key),
    open: async (token, named, checks) =>
      (await jwtDecrypt(token, keyNamed(ring, named), { ...checks, ...algorithms })).payload,
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
