import assert from 'node:assert/strict';
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWK } from 'jose';
import { expectSaid, TOKEN, type Clause, type Scene } from './clause.ts';
import { type Asked, type Key } from './wire.ts';

// RFC 8725, on the ticket: the one token that anybody can read. Made by whoever walked STEP 1 before.

/** What STEP 1 has left: a ticket and its key, and the other tokens of the same phone. */
export interface Holding {
  ticket: string;
  receipt: string;
  session: string;
  cardToken: string;
  challenge: string;
  key: Key;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string) => token.split('.') as [string, string, string];
const header = (token: string, changes: object) => {
  const [, payload, signature] = parts(token);
  return [encode({ ...decodeProtectedHeader(token), ...changes }), payload, signature].join('.');
};
const claims = (token: string, changes: object) => {
  const [head, , signature] = parts(token);
  return [head, encode({ ...decodeJwt(token), ...changes }), signature].join('.');
};

async function publishedKey({ wire }: Scene): Promise<JWK> {
  const { body } = await wire.ask({ method: 'GET', path: '/.well-known/jwks.json' });
  return (body['keys'] as JWK[])[0]!;
}

const asTicket = (token: string, key: Key): Asked => ({
  method: 'GET',
  path: '/v1/reservations/current',
  key,
  token,
});

type Forgery = readonly [of: string, tried: string, forge: (holding: Holding, scene: Scene) => unknown];
const FORGED: readonly Forgery[] = [
  [
    'RFC 8725 §3.1',
    'alg none',
    ({ ticket }) => {
      const [, payload] = parts(ticket);
      return `${encode({ ...decodeProtectedHeader(ticket), alg: 'none' })}.${payload}.AAAA`;
    },
  ],
  [
    'RFC 8725 §3.1',
    'HS256 with the public key as its secret',
    async ({ ticket }, scene) => {
      const [, payload] = parts(ticket);
      const input = `${encode({ ...decodeProtectedHeader(ticket), alg: 'HS256' })}.${payload}`;
      const spki = createPublicKey({ key: await publishedKey(scene), format: 'jwk' });
      const secret = spki.export({ type: 'spki', format: 'pem' });
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    },
  ],
  ['RFC 8725 §3.3', 'a changed claim', ({ ticket }) => claims(ticket, { exp: 4_102_444_800 })],
  [
    'RFC 8725 §3.3',
    'another signature',
    ({ ticket }) => {
      const [head, payload, signature] = parts(ticket);
      return `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    },
  ],
  [
    'RFC 8725 §3.3',
    'a second spelling of the same signature',
    ({ ticket }) => {
      const last = ticket.at(-1)!;
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      return ticket.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1]!;
    },
  ],
  ['RFC 8725 §3.9', 'another audience', ({ ticket }) => claims(ticket, { aud: 'kaijo-card' })],
  ['RFC 8725 §3.10', 'a kid of nobody', ({ ticket }) => header(ticket, { kid: '../../etc/passwd' })],
  ['RFC 8725 §3.10', 'no kid', ({ ticket }) => header(ticket, { kid: undefined })],
  [
    'RFC 8725 §3.10',
    'an address to fetch a key from',
    ({ ticket }) => header(ticket, { jku: 'https://other.example/jwks.json' }),
  ],
  ['RFC 8725 §3.11', 'another typ', ({ ticket }) => header(ticket, { typ: 'JWT' })],
];

const INSTEAD: readonly (readonly [tried: string, path: Asked['path'], of: (holding: Holding) => string])[] =
  [
    ['a privacy receipt as a ticket', '/v1/reservations/current', ({ receipt }) => receipt],
    ['a session as a ticket', '/v1/reservations/current', ({ session }) => session],
    ['a session as a card token', '/v1/sessions/renewal', ({ session }) => session],
    ['a ticket as a session', '/v1/sessions/card', ({ ticket }) => ticket],
    ['a challenge as a card token', '/v1/sessions/challenge', ({ challenge }) => challenge],
    ['a card token as a ticket', '/v1/reservations/current', ({ cardToken }) => cardToken],
    ['a session as a redemption', '/v1/redemptions/renew', ({ session }) => session],
  ];

type Look = readonly [of: string, tried: string, look: (holding: Holding, scene: Scene) => Promise<void>];
const LOOKS: readonly Look[] = [
  [
    'RFC 8725 §3.2',
    'a ticket is ES256 by a published key, and says so',
    async ({ ticket, key }, scene) => {
      const jwk = await publishedKey(scene);
      const [head, payload, signature] = parts(ticket);
      const verifying = {
        key: createPublicKey({ key: jwk, format: 'jwk' }),
        dsaEncoding: 'ieee-p1363',
      } as const;
      assert.equal(decodeProtectedHeader(ticket).kid, jwk.kid);
      assert.ok(
        verify('sha256', Buffer.from(`${head}.${payload}`), verifying, Buffer.from(signature, 'base64url')),
      );
      expectSaid(await scene.wire.ask(asTicket(ticket, key)), '200');
    },
  ],
  [
    'RFC 8725 §3.8',
    'a ticket names the service as its issuer, one audience, its type and its end',
    async ({ ticket }, { wire }) => {
      const { iss, aud, iat, exp } = decodeJwt(ticket);
      assert.deepEqual([iss, aud, exp! - iat!], [wire.origin, 'kaijo-ticket', 86_400]);
      assert.equal(decodeProtectedHeader(ticket).typ, 'kaijo-ticket+jwt');
    },
  ],
];

/** The clauses; `held` answers what STEP 1 left. */
export function tokenClauses(held: () => Holding): Clause[] {
  const looked = LOOKS.map(([of, tried, look]) => ({
    of,
    tried,
    run: (scene: Scene) => look(held(), scene),
  }));
  const forged = FORGED.map(([of, tried, forge]) => ({
    of,
    tried,
    async run(scene: Scene) {
      const token = String(await forge(held(), scene));
      expectSaid(await scene.wire.ask(asTicket(token, held().key)), TOKEN);
    },
  }));
  const instead = INSTEAD.map(([tried, path, tokenOf]) => ({
    of: 'RFC 8725 §3.11',
    tried,
    async run({ wire }: Scene) {
      const method = path === '/v1/reservations/current' ? 'GET' : 'POST';
      expectSaid(await wire.ask({ method, path, key: held().key, token: tokenOf(held()) }), TOKEN);
    },
  }));
  return [...looked, ...forged, ...instead];
}
