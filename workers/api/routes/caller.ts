import * as v from 'valibot';
import type { Credential } from '#schema/contract/endpoints.ts';
import { Token } from '#schema/contract/primitives.ts';
import { TOKEN_TYPES, type TokenType } from '#schema/contract/token.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports, Proof, ReadToken } from '../ports/index.ts';

/** Who is calling, by the credential an endpoint asks for. The kiosk behind a key is read with the facts of the call. */
export type CallerOf<C extends Credential> = C extends TokenType
  ? ReadToken<C>
  : C extends 'late-redemption'
    ? ReadToken<'redemption'>
    : null;

export interface Caller {
  proof: Proof;
  who: unknown;
}

const MAX_HEADER = 8_192;

/** What it takes to tell who is calling. */
export type Callers = Pick<Ports, 'settings' | 'proofs' | 'tokens'>;

/** Checks the DPoP proof, then the credential behind it. Every refusal but the nonce one looks the same from outside. */
export async function readCaller(
  ports: Callers,
  credential: Exclude<Credential, 'none'>,
  request: Request,
  now: number,
): Promise<Result<Caller>> {
  const token = bearerOf(request);
  const tokenType = tokenTypeOf(credential);
  if (tokenType && token === null) return refused('token-refused', 'authorization');
  const { pathname } = new URL(request.url);
  const proof = await ports.proofs.verify({
    proof: (request.headers.get('DPoP') ?? '').slice(0, MAX_HEADER),
    method: request.method,
    url: ports.settings.issuer + pathname,
    token: tokenType ? token : null,
    now,
  });
  if (!proof.ok) return proof;
  const who = tokenType ? await holderOf(ports, tokenType, token!, proof.value, now) : ok(null);
  return who.ok ? ok({ proof: proof.value, who: who.value }) : who;
}

/** The id that the visit's support number is made from, where a token says one. A ticket outlives its visit. */
export function visitOf(credential: Credential, { who }: Caller): string | null {
  if (credential === 'ticket' || who === null) return null;
  const { payload } = who as ReadToken<'session' | 'card' | 'redemption'>;
  return 'sid' in payload ? payload.sid : payload.jti;
}

async function holderOf(
  ports: Pick<Ports, 'tokens'>,
  type: TokenType,
  token: string,
  proof: Proof,
  now: number,
): Promise<Result<unknown>> {
  const payload = await ports.tokens.read(type, token, now);
  if (!payload.ok) return payload;
  if (payload.value.cnf.jkt !== proof.jkt) return refused('token-refused', 'cnf');
  return ok({ token, payload: payload.value });
}

function bearerOf(request: Request): string | null {
  const [scheme, token, ...rest] = (request.headers.get('Authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'dpop' && rest.length === 0 && isOnlySpelling(token) ? token : null;
}

/** Base64url whose last character has no bit to spare: decoders take others for the same bytes. */
const OCTETS = /^([\w-]{4})*([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Is this the one way to write a token? Its hash is in the proof and under the card's signature. */
const isOnlySpelling = (token: string | undefined): token is string =>
  v.is(Token, token) && token.split('.').every((part) => OCTETS.test(part));

/** The type of the token that goes with a credential, if any. */
function tokenTypeOf(credential: Credential): TokenType | null {
  if (credential === 'late-redemption') return 'redemption';
  return credential in TOKEN_TYPES ? (credential as TokenType) : null;
}
