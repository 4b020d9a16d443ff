import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose';
import { digest } from '#schema/contract/bytes.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A P-256 key that proves possession (RFC 9449). The private half cannot be exported; a browser can keep it in IndexedDB. */
export function createDpopKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
}

/** What one proof is for. `nonce` is the server's last `DPoP-Nonce`; `token` the one in the Authorization header. */
export interface ProofFor {
  method: string;
  /** Without query and fragment. */
  url: string;
  nonce: string | null;
  token: string | null;
}

/** Makes the value of a DPoP header. Every proof has a `jti` of its own and is good once. */
export type Prover = (request: ProofFor) => Promise<string>;

export function createProver({ privateKey, publicKey }: CryptoKeyPair): Prover {
  const jwk = exportJWK(publicKey);
  return async ({ method, url, nonce, token }) => {
    const claims = {
      jti: crypto.randomUUID(),
      htm: method,
      htu: url,
      ...(nonce === null ? {} : { nonce }),
      ...(token === null ? {} : { ath: await digest(token) }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await jwk })
      .setIssuedAt()
      .sign(privateKey);
  };
}

/** RFC 7638 thumbprint of the public key, base64url: how the service knows the key. */
export async function thumbprintOf({ publicKey }: CryptoKeyPair): Promise<string> {
  return calculateJwkThumbprint((await exportJWK(publicKey)) satisfies JWK);
}
