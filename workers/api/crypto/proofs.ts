import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import * as v from 'valibot';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { base64urlOf } from '#schema/contract/primitives.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports, Proof, ProofRequest, Proofs } from '../ports/index.ts';
import type { Nonces } from './nonces.ts';

/** Written in the one way there is: a thumbprint is over the text, and a key must not have two. */
const coordinate = v.pipe(
  base64urlOf(32),
  v.check((text) => toBase64url(fromBase64url(text)) === text),
);
/** A public key and nothing else (RFC 9449 §4.3): no private half, no other key's members, no address to fetch one from. */
const PublicJwk = v.pipe(
  v.strictObject({
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: coordinate,
    y: coordinate,
    alg: v.optional(v.literal('ES256')),
    use: v.optional(v.literal('sig')),
    key_ops: v.optional(v.tuple([v.literal('verify')])),
    ext: v.optional(v.boolean()),
    kid: v.optional(v.pipe(v.string(), v.maxLength(128))),
  }),
  v.transform(({ kty, crv, x, y }): JWK => ({ kty, crv, x, y })),
);
/** A header that changes how the rest is read (`crit`, and so `b64` of RFC 7797) says nothing that is understood here. */
const Header = v.pipe(
  v.object({
    typ: v.literal('dpop+jwt'),
    alg: v.literal('ES256'),
    jwk: PublicJwk,
    crit: v.optional(v.never()),
    b64: v.optional(v.never()),
  }),
  v.transform(({ jwk }) => ({ jwk })),
);

/** `iat` has to be there (RFC 9449 §4.2) but is not judged: freshness comes from our own nonce, not from a client's clock. */
const Claims = v.object({
  jti: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  htm: v.string(),
  htu: v.pipe(v.string(), v.maxLength(2_048)),
  iat: v.number(),
  nonce: v.optional(v.string()),
  ath: v.optional(v.string()),
});
type Claims = v.InferOutput<typeof Claims>;

/** DPoP proofs (RFC 9449): ES256 only, with a server nonce in every one. */
export function createProofs(nonces: Nonces, digest: Ports['digest']): Proofs {
  return {
    nonce: (now) => nonces.at(now),
    verify: (request) => verify(nonces, digest, request),
  };
}

const no = (check: string) => refused('token-refused', `dpop-${check}`);

async function verify(
  nonces: Nonces,
  digest: Ports['digest'],
  request: ProofRequest,
): Promise<Result<Proof>> {
  if (request.proof === '') return no('missing');
  const read = await readProof(request.proof);
  if (typeof read === 'string') return no(read);
  const { claims, jwk } = read;
  if (claims.htm !== request.method) return no('htm');
  if (withoutQuery(claims.htu) !== withoutQuery(request.url)) return no('htu');
  if (request.token !== null && claims.ath !== (await digest(request.token))) return no('ath');
  const { nonce } = claims;
  if (nonce === undefined) return refused('dpop-nonce-required', 'nonce-missing');
  const expiresAt = await nonces.expiryOf(nonce, request.now);
  if (expiresAt === null) return refused('dpop-nonce-required', 'nonce-not-good');
  const jkt = await calculateJwkThumbprint(jwk);
  // Under the key's own name: nobody can use up a `jti` of somebody else.
  return ok({ jkt, jti: `${jkt}.${claims.jti}`, expiresAt });
}

/** A proof whose signature is good, or the name of the check that failed. */
async function readProof(proof: string): Promise<{ claims: Claims; jwk: JWK } | string> {
  const header = headerOf(proof);
  if (typeof header === 'string') return header;
  const key = await importJWK(header.jwk, 'ES256').catch(() => null);
  if (!key) return 'jwk';
  const verified = await compactVerify(proof, key, { algorithms: ['ES256'] }).catch(() => null);
  if (!verified) return 'signature';
  const claims = v.safeParse(Claims, jsonOf(verified.payload));
  return claims.success ? { claims: claims.output, jwk: header.jwk } : 'claims';
}

function headerOf(proof: string): { jwk: JWK } | string {
  try {
    const header = v.safeParse(Header, decodeProtectedHeader(proof));
    if (header.success) return header.output;
    return String(header.issues[0].path?.[0]?.key ?? 'header');
  } catch {
    return 'form';
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** A URL as RFC 9449 §4.3 compares it; null when it is none. */
function withoutQuery(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return null;
  url.search = '';
  url.hash = '';
  return url.href;
}
