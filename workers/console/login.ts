import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { Actor } from '#schema/contract/operator-acts.ts';
import type { Access } from './config.ts';

/** Who asks; null when nobody says so who would be believed. Rejects while the keys of Access cannot be had. */
export type Identify = (request: Request) => Promise<string | null>;

const TOKEN = 'Cf-Access-Jwt-Assertion';

/** Believes Cloudflare Access, by its signature. @param fetch reaches the keys of Access */
export function identifier(
  { ACCESS_ISSUER: issuer, ACCESS_AUDIENCE: audience }: Access,
  fetch: typeof globalThis.fetch,
): Identify {
  const keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', issuer), { [customFetch]: fetch });
  const options = { issuer, audience, algorithms: ['RS256'], requiredClaims: ['exp', 'iat'] };
  return async ({ headers }) => {
    const token = headers.get(TOKEN);
    if (token === null) return null;
    try {
      return actorOf((await jwtVerify(token, keys, options)).payload);
    } catch (error) {
      if (isTokens(error)) return null;
      throw error;
    }
  };
}

/** A person's address; of a service token, its name. */
const actorOf = ({ email, common_name: service }: JWTPayload): string | null => {
  const actor = email ?? service;
  return v.is(Actor, actor) ? actor : null;
};

/** Is the token to blame? All else is that its keys could not be had. */
const isTokens = (error: unknown): boolean =>
  error instanceof errors.JOSEError && /^ERR_(JWT|JWS|JWKS_NO_MATCHING|JOSE_(ALG|NOT))/.test(error.code);
