import { proofFor, type ProofChanges } from '../send.ts';
import type { Chance } from '../random.ts';
import type { Good } from './corpus.ts';
import type { Target } from './target.ts';
import { oddToken } from './tokens.ts';
import { oddValue, touched, withOddPlace, withOddText } from './values.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'APPLICATION/JSON;;;',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="--"',
  'multipart/form-data; boundary=x',
  'text/plain',
  '',
  'a/b/c',
];
const LANGUAGES = ['ja', 'en', '*', ';q=9', 'x'.repeat(2_000), 'en;q=NaN,ja;q=-1', '-,-,-'];
const SCHEMES = ['DPoP', 'dpop', 'Bearer', 'Basic', '', 'DPoP DPoP'];

/** One request, wrong in one to three ways. */
export async function hostileRequest(chance: Chance, target: Target, good: Good): Promise<Request> {
  const { origin } = target;
  const method = chance.is(0.03) ? chance.pick(METHODS) : good.endpoint.method;
  const path = chance.is(0.03) ? oddPath(chance, good.endpoint.path) : good.endpoint.path;
  const { body, type } = await bodyOf(chance, good);
  const headers = headersOf(chance, good, type);
  if (good.endpoint.credential !== 'none')
    headers.set('DPoP', ascii(await proofOf(chance, target, good, method, origin + good.endpoint.path)));
  const bodiless = method === 'GET' || method === 'HEAD' || body === null;
  return new Request(origin + path, bodiless ? { method, headers } : { method, headers, body });
}

function headersOf(chance: Chance, good: Good, type: string | null): Headers {
  const headers = new Headers();
  if (type !== null) headers.set('Content-Type', chance.is(0.06) ? chance.pick(TYPES) : type);
  const token = good.token !== null && chance.is(0.25) ? oddToken(chance, good.token) : good.token;
  const scheme = chance.is(0.04) ? chance.pick(SCHEMES) : 'DPoP';
  if (token !== null) headers.set('Authorization', ascii(`${scheme} ${token}`));
  if (chance.is(0.2)) headers.set('Accept-Language', chance.pick(LANGUAGES));
  return headers;
}

/** What a platform refuses to send cannot be met. */
const ascii = (value: string) => value.replaceAll(/[^\x20-\x7e]/g, '?');

function oddPath(chance: Chance, path: string): string {
  const odd = withOddText(chance, path);
  return encodeURI(odd.toWellFormed().startsWith('/') ? odd.toWellFormed() : `/${odd.toWellFormed()}`);
}

async function proofOf(
  chance: Chance,
  target: Target,
  good: Good,
  method: string,
  url: string,
): Promise<string> {
  const proof: ProofChanges = {};
  if (chance.is(0.15)) {
    const claim = chance.pick(['jti', 'htm', 'htu', 'iat', 'nonce', 'ath']);
    proof.claims = { [claim]: chance.is(0.2) ? undefined : oddValue(chance) };
  }
  if (chance.is(0.05)) proof.header = { [chance.pick(['typ', 'jwk', 'kid', 'b64'])]: oddValue(chance) };
  const made = { key: good.key, proof, ...(good.token === null ? {} : { token: good.token }) };
  const value = await proofFor(target, method, url, made);
  return chance.is(0.1) ? oddToken(chance, value) : value;
}

type Body = { body: BodyInit | null; type: string | null };

async function bodyOf(chance: Chance, { endpoint, message, files }: Good): Promise<Body> {
  if (!endpoint.body) return chance.is(0.1) ? { body: 'x', type: 'text/plain' } : { body: null, type: null };
  let changed = message;
  for (let n = chance.below(3); n > 0; n--) changed = withOddPlace(chance, changed);
  const text = JSON.stringify(changed) ?? 'null';
  const data = chance.is(0.1) ? withOddText(chance, text) : text;
  if (endpoint.body.kind === 'json') return { body: rawOr(chance, data), type: 'application/json' };
  return formOf(chance, data, files, endpoint.body.files);
}

const rawOr = (chance: Chance, text: string): BodyInit =>
  chance.is(0.05) ? touched(chance, new TextEncoder().encode(text)) : text;

async function formOf(
  chance: Chance,
  data: string,
  files: Good['files'],
  parts: Readonly<Record<string, { mediaType: string }>>,
): Promise<Body> {
  const form = new FormData();
  if (!chance.is(0.02)) form.append('data', new Blob([data], { type: 'application/json' }));
  for (const [name, contents] of Object.entries(files))
    for (const content of contents) {
      const bytes = chance.is(0.3) ? touched(chance, content) : content;
      const type = chance.is(0.03) ? chance.pick(TYPES) : parts[name]!.mediaType;
      form.append(
        chance.is(0.02) ? '__proto__' : name,
        new Blob([bytes], { type }),
        chance.pick(['f', '../f', '"', '花']),
      );
    }
  const encoded = new Response(form);
  const type = encoded.headers.get('Content-Type')!;
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  return { body: chance.is(0.15) ? touched(chance, bytes) : bytes, type };
}
