import { decodeProtectedHeader, errors, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import * as v from 'valibot';
import type { PublishedKeys } from '#schema/contract/published-keys.ts';
import { TOKEN_TYPES, type TokenType } from '#schema/contract/token.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { PayloadOf, Statements, Tokens } from '../ports/index.ts';
import { jsonOf, PAYLOADS } from './payloads.ts';
import { authenticated, encrypted, signed, type Form } from './forms.ts';
import type { DerivedRings, Ring } from './keys.ts';

/** Tokens of every type (RFC 7519, 8725): one form, one `typ`, one audience each. `rings` is what gets published. */
export async function createTokens(
  issuer: string,
  keys: DerivedRings,
  ring: Ring,
  rings: PublishedKeys['rings'],
): Promise<Tokens> {
  const forms: Record<TokenType, Form> = {
    session: authenticated(await keys.hmac('session')),
    card: encrypted(await keys.aesGcm('card')),
    liveness: authenticated(await keys.hmac('liveness')),
    ticket: signed(ring),
    redemption: authenticated(await keys.hmac('redemption')),
  };
  return {
    make: (type, payload) =>
      forms[type].seal({ iss: issuer, aud: audienceOf(type), ...jsonOf(payload) }, TOKEN_TYPES[type]),
    read: (type, token, now) => readToken(type, forms[type], issuer, token, now),
    jwks: () => ({
      keys: ring.map(({ publicJwk, kid }) => ({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })),
      rings,
    }),
  };
}

/** Statements that anybody may verify with /.well-known/jwks.json: audit heads and privacy receipts. */
export function createStatements(issuer: string, ring: Ring): Statements {
  const form = signed(ring);
  return {
    sign: (typ, payload) => form.seal({ iss: issuer, ...payload }, typ),
    async isOurs(typ, payload, text) {
      const header = headerOf(text);
      if (header?.typ !== typ || header.alg !== form.alg || !form.kids.includes(header.kid!)) return false;
      const said = await open(form, text, header.kid!, { issuer });
      if (typeof said === 'string') return false;
      return Object.entries(payload).every(([name, value]) => said[name] === value);
    },
  };
}

/** By how much the clocks of two isolates may differ; seconds. */
const CLOCKS_APART = 5;

/** Each type has an audience of its own, so that a key in the wrong place would still confuse nothing. */
const audienceOf = (type: TokenType) => `kaijo-${type}`;

async function readToken<T extends TokenType>(
  type: T,
  form: Form,
  issuer: string,
  token: string,
  now: number,
): Promise<Result<PayloadOf[T]>> {
  const no = (check: string) => refused('token-refused', `${type}-${check}`);
  const header = headerOf(token);
  const fault = header ? headerFault(header, type, form) : 'form';
  if (fault) return no(fault);
  const opened = await open(form, token, header!.kid!, {
    issuer,
    audience: audienceOf(type),
    currentDate: new Date(now * 1_000),
    requiredClaims: ['exp', 'iat'],
  });
  if (typeof opened === 'string') return no(opened);
  if (Number(opened.iat) > now + CLOCKS_APART) return no('iat');
  const schema: v.GenericSchema<unknown, PayloadOf[T]> = PAYLOADS[type];
  const payload = v.safeParse(schema, opened);
  return payload.success ? ok(payload.output) : no('claims');
}

type Header = ProtectedHeaderParameters & { kid?: string };

function headerOf(token: string): Header | null {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
}

/** What is wrong with a header, for the log: the signature is judged afterwards, whatever the header says. */
function headerFault(header: Header, type: TokenType, { alg, kids }: Form): string | null {
  if (header.typ !== TOKEN_TYPES[type]) return 'typ';
  if (header.alg !== alg) return 'alg';
  if (!kids.includes(header.kid!)) return 'kid';
  return null;
}

async function open(
  form: Form,
  token: string,
  kid: string,
  checks: Parameters<Form['open']>[2],
): Promise<JWTPayload | string> {
  try {
    return await form.open(token, kid, checks);
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      return error.claim;
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
    if (error instanceof errors.JWEDecryptionFailed) return 'decryption';
    return 'form';
  }
}
