import type { Credential } from '#schema/contract/endpoints.ts';
import { TOKEN_TYPES, type TokenType } from '#schema/contract/token.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Kiosk, Ports, Proof, ReadToken } from '../ports/index.ts';
import { requireKiosk } from '../services/kiosk.ts';

/** Who is calling, by the credential an endpoint asks for. */
export type CallerOf<C extends Credential> = C extends TokenType
  ? ReadToken<C>
  : C extends 'late-redemption'
    ? ReadToken<'redemption'>
    : C extends 'kiosk' | 'known-kiosk'
      ? Kiosk
      : null;

export interface Caller {
  proof: Proof;
  who: unknown;
}

const MAX_HEADER = 8_192;

/** What it takes to tell who is calling. */
export type Callers = Pick<Ports, 'settings' | 'proofs' | 'tokens' | 'kiosks'>;

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
  const who = tokenType
    ? await holderOf(ports, tokenType, token!, proof.value, now)
    : await keyOwner(ports, credential, proof.value);
  if (!who.ok) return who;
  // A late redemption is one whose kiosk may have been revoked meanwhile: there the card's word is what counts.
  const kiosk = credential === 'redemption' ? await requireKiosk(ports, proof.value.jkt) : ok(null);
  return kiosk.ok ? ok({ proof: proof.value, who: who.value }) : kiosk;
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

async function keyOwner(
  ports: Pick<Ports, 'kiosks'>,
  credential: Credential,
  { jkt }: Proof,
): Promise<Result<Kiosk | null>> {
  if (credential === 'kiosk') return requireKiosk(ports, jkt);
  if (credential === 'key') return ok(null);
  const kiosk = await ports.kiosks.byThumbprint(jkt);
  return kiosk ? ok(kiosk) : refused('kiosk-unknown', 'thumbprint');
}

function bearerOf(request: Request): string | null {
  const [scheme, token, ...rest] = (request.headers.get('Authorization') ?? '')
    .slice(0, MAX_HEADER)
    .split(' ');
  return scheme?.toLowerCase() === 'dpop' && token && rest.length === 0 ? token : null;
}

/** The type of the token that goes with a credential, if any. */
function tokenTypeOf(credential: Credential): TokenType | null {
  if (credential === 'late-redemption') return 'redemption';
  return credential in TOKEN_TYPES ? (credential as TokenType) : null;
}
