import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperatorRpc } from '#schema/contract/operator-acts.ts';
import { readAccess, type Access } from './config.ts';
import { createConsole } from './console.ts';
import { onThisMachine } from '#clients/lab/system/local-login.ts';
import { identifier } from './login.ts';

const TEAM = 'https://team.cloudflareaccess.com';
const OURS = 'a'.repeat(64);
const ACCESS = { ACCESS_ISSUER: TEAM, ACCESS_AUDIENCE: OURS };
const now = () => Math.floor(Date.now() / 1_000);

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Pair;
let foreign: Pair;
let published: JWK;
beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  foreign = await generateKeyPair('RS256');
  published = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' };
});

let asked: [call: string, actor: string, message: unknown][];
beforeEach(() => {
  asked = [];
});
const operator = new Proxy({} as OperatorRpc, {
  get: (_, call: string) => async (actor: string, message: unknown) => {
    asked.push([call, actor, message]);
    return { ok: true, now: 1, value: {} };
  },
});

const certs = async () => Response.json({ keys: [published] });
const page = async ({ url }: Request) =>
  url.endsWith('/missing')
    ? new Response('missing', { status: 404 })
    : new Response('<!doctype html>', {
        headers: { 'Content-Type': 'text/html', 'Cache-Control': 'public' },
      });
const consoleWith = (
  access: Access = ACCESS,
  rpc = operator,
  fetch: typeof globalThis.fetch = certs,
  identify = identifier(access, fetch),
) => createConsole({ identify, operator: rpc, pages: page, log: () => undefined });

interface Asking {
  token?: string | undefined;
  origin?: string;
  path?: string;
  method?: string;
  type?: string;
  body?: string;
}
function call({ token, origin = 'https://console.example', path = '/calls/listClosures', ...rest }: Asking) {
  const { method = 'POST', type = 'application/json', body = '{}' } = rest;
  const headers = new Headers({ 'Content-Type': type });
  if (token !== undefined) headers.set('Cf-Access-Jwt-Assertion', token);
  return new Request(`${origin}${path}`, { method, headers, ...(method === 'POST' ? { body } : {}) });
}

interface Signing {
  pair?: Pair;
  issuer?: string;
  audience?: string;
  until?: number;
  claims?: Record<string, unknown>;
}
const token = ({ pair = keys, issuer = TEAM, audience = OURS, until = 60, claims }: Signing = {}) =>
  new SignJWT(claims ?? { email: 'hanako@operator.example' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setAudience([audience])
    .setIssuedAt(now() - 60)
    .setExpirationTime(now() + until)
    .sign(pair.privateKey);

describe('whoever is logged in', () => {
  it('is forwarded with his name', async () => {
    const body = '{"id":"x"}';
    const response = await consoleWith()(call({ token: await token(), path: '/calls/endClosure', body }));
    expect([response.status, await response.json()]).toEqual([200, { ok: true, now: 1, value: {} }]);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(asked).toEqual([['endClosure', 'hanako@operator.example', { id: 'x' }]]);
  });
  it('may be an account of a service', async () => {
    await consoleWith()(call({ token: await token({ claims: { common_name: 'night.access', sub: '' } }) }));
    expect(asked[0]?.[1]).toBe('night.access');
  });
  it.each([
    ['another path', { path: '/' }, 404],
    ['a call that is none', { path: '/calls/constructor' }, 404],
    ['a call by GET', { method: 'GET' }, 405],
    ['a form of another site', { type: 'text/plain' }, 415],
    ['more than the largest message', { body: 'x'.repeat(1_048_577) }, 413],
  ])('gets nothing for %s', async (_, what, status) => {
    const response = await consoleWith()(call({ token: await token(), ...what }));
    expect([response.status, await response.text(), asked]).toEqual([status, '', []]);
  });
  it('hears what the service refuses, and that it is not there', async () => {
    const saying = (code: string) => ({ listClosures: async () => ({ ok: false, now: 1, code }) }) as never;
    const status = async (rpc: OperatorRpc) =>
      (await consoleWith(ACCESS, rpc)(call({ token: await token() }))).status;
    expect(await status(saying('malformed-request'))).toBe(400);
    expect(await status(saying('kiosk-unknown'))).toBe(409);
    expect(await status(saying('internal'))).toBe(500);
    expect(await status({ listClosures: () => Promise.reject(new Error('gone')) } as never)).toBe(503);
  });
});

describe('the page', () => {
  const get = async (path: string) => consoleWith()(call({ token: await token(), path, method: 'GET' }));
  it('is shown to whoever is logged in, and runs nothing but its own files', async () => {
    const response = await get('/');
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>']);
    const policy = response.headers.get('Content-Security-Policy')!.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'"]),
    );
    expect(policy).toEqual(
      expect.arrayContaining(["frame-ancestors 'none'", "require-trusted-types-for 'script'"]),
    );
    expect(policy.join()).not.toMatch(/unsafe|data:|https?:|\*/);
    expect(response.headers.get('Strict-Transport-Security')).toContain('max-age=63072000');
  });
  it('is kept by nobody, and its hashed files by the browser alone', async () => {
    expect((await get('/')).headers.get('Cache-Control')).toBe('no-store');
    expect((await get('/assets/main-1.js')).headers.get('Cache-Control')).toContain('private');
  });
  it('is empty where there is no file', async () => {
    const response = await get('/missing');
    expect([response.status, await response.text()]).toEqual([404, '']);
  });
});

describe('whoever is not', () => {
  it.each<[string, () => Promise<string | undefined>]>([
    ['without a token', async () => undefined],
    ['with no token at all', async () => 'nonsense'],
    ['with a forged token', () => token({ pair: foreign })],
    ['with an expired token', () => token({ until: -1 })],
    ["with a token for another application's audience", () => token({ audience: 'b'.repeat(64) })],
    ["with another team's token", () => token({ issuer: 'https://other.cloudflareaccess.com' })],
    ['with a token of nobody', () => token({ claims: {} })],
    ['with a token of a name with spaces', () => token({ claims: { email: 'a b' } })],
    ['with an unsigned token', async () => `${btoa('{"alg":"none"}')}.${btoa('{}')}.`],
    [
      'with a token under a shared secret',
      async () =>
        new SignJWT({ email: 'a@b.example' })
          .setProtectedHeader({ alg: 'HS256', kid: 'k' })
          .setIssuer(TEAM)
          .setAudience(OURS)
          .setIssuedAt()
          .setExpirationTime('1m')
          .sign(new TextEncoder().encode(JSON.stringify(published))),
    ],
  ])('%s gets nothing', async (_, make) => {
    for (const path of ['/calls/listClosures', '/', '/assets/main.js', '/cdn-cgi'])
      for (const method of ['POST', 'GET']) {
        const response = await consoleWith()(call({ token: await make(), path, method }));
        expect([response.status, await response.text()]).toEqual([403, '']);
        expect(response.headers.get('Strict-Transport-Security')).toContain('max-age=63072000');
      }
    expect(asked).toEqual([]);
  });
  it('gets nothing either while the keys of Access cannot be had', async () => {
    const down = () => Promise.resolve(new Response(null, { status: 500 }));
    const response = await consoleWith(ACCESS, operator, down)(call({ token: await token() }));
    expect([response.status, asked]).toEqual([503, []]);
  });
});

describe('the local login', () => {
  const local = consoleWith(ACCESS, operator, certs, onThisMachine('local'));
  it.each(['http://127.0.0.1:8788', 'http://localhost:8788', 'http://[::1]:8788'])(
    'is for this machine: %s',
    async (origin) => {
      expect((await local(call({ origin }))).status).toBe(200);
      expect(asked[0]?.[1]).toBe('local');
    },
  );
  it.each(['https://console.example', 'http://127.0.0.1.example', 'http://192.168.0.2:8788'])(
    'is for no other: %s',
    async (origin) => {
      expect((await local(call({ origin, token: await token() }))).status).toBe(403);
      expect(asked).toEqual([]);
    },
  );
  it('is none of a deployment: without Access the console does not start', () => {
    expect(readAccess(ACCESS)).toEqual(ACCESS);
    const bad = [
      {},
      { LOCAL_ACTOR: 'local' },
      { ...ACCESS, ACCESS_AUDIENCE: '' },
      { ...ACCESS, ACCESS_ISSUER: 'http://team.example' },
      { ACCESS_ISSUER: TEAM },
    ];
    for (const env of bad) expect(() => readAccess(env)).toThrow('cannot start');
  });
});
