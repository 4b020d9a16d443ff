import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { expectSaid, NONCE, PROOF, TOKEN, type Clause, type Scene } from './clause.ts';
import { openSecondOpinion } from './second-opinion.ts';
import { newKey, type Asked, type Key, type ProofChanges } from './wire.ts';

// RFC 9449 and RFC 7638, on the first call of a phone. `second` is what the other verifier says where it differs, and `why`.

interface Trial {
  of: string;
  tried: string;
  changes(scene: Scene, key: Key): ProofChanges | Promise<ProofChanges>;
  wanted: '201' | typeof PROOF | typeof NONCE;
  second?: boolean;
}

const header = (changes: Record<string, unknown>) => () => ({ header: changes });
const claims = (changes: Record<string, unknown>) => () => ({ claims: changes });
const jwk = (changes: Record<string, unknown>) => async (_: Scene, key: Key) => ({
  header: { jwk: { ...(await exportJWK(key.publicKey)), ...changes } },
});
const htu = (write: (origin: string) => string) => (scene: Scene) => ({
  claims: { htu: write(scene.wire.origin) },
});
const trial = (
  of: string,
  tried: string,
  changes: Trial['changes'],
  wanted: Trial['wanted'] = PROOF,
  second?: boolean,
): Trial => ({ of, tried, changes, wanted, ...(second === undefined ? {} : { second }) });

const TRIALS: readonly Trial[] = [
  trial('RFC 9449 §4.2', 'a proof with all it needs is taken', () => ({}), '201'),
  trial('RFC 9449 §4.2', 'another typ', header({ typ: 'jwt' })),
  trial('RFC 9449 §4.2', 'no typ', header({ typ: undefined })),
  trial('RFC 9449 §4.2', 'no key', header({ jwk: undefined })),
  trial('RFC 9449 §4.2', 'no jti', claims({ jti: undefined })),
  trial('RFC 9449 §4.2', 'no htm', claims({ htm: undefined })),
  trial('RFC 9449 §4.2', 'no htu', claims({ htu: undefined })),
  trial('RFC 9449 §4.2', 'no iat', claims({ iat: undefined })),
  trial('RFC 9449 §4.3(7)', 'a key with its private half', async (_, key) => ({
    header: { jwk: await exportJWK(key.privateKey) },
  })),
  trial('RFC 9449 §4.3(6)', 'signed by another key', () => ({ signWith: newKey().privateKey })),
  trial('RFC 9449 §4.3(8)', 'another method', claims({ htm: 'GET' })),
  trial('RFC 9449 §4.3(8)', 'the method in lower case', claims({ htm: 'post' })),
  trial(
    'RFC 9449 §4.3(9)',
    'another path',
    htu((origin) => `${origin}/v1/kiosk`),
  ),
  trial(
    'RFC 9449 §4.3(9)',
    'another host',
    htu(() => 'https://other.example/v1/sessions'),
  ),
  trial(
    'RFC 9449 §4.3(9)',
    'query and fragment do not count',
    htu((origin) => `${origin}/v1/sessions?a=b#c`),
    '201',
  ),
  trial(
    'RFC 9449 §4.3(9)',
    'scheme in capitals is the same scheme (RFC 3986 §6.2.2)',
    htu((origin) => `${origin.replace(/^https?/, (scheme) => scheme.toUpperCase())}/v1/sessions`),
    '201',
  ),
  trial('RFC 9449 §4.3(10)', 'no nonce', claims({ nonce: undefined }), NONCE, true),
  trial('RFC 9449 §4.3(10)', 'a nonce of nobody', claims({ nonce: 'A'.repeat(32) }), NONCE, true),
  trial('RFC 9449 §4.3(11)', 'the nonce dates it, no clock of the client', claims({ iat: 0 }), '201', false),
  trial('RFC 8725 §3.1', 'a key of another algorithm than it says', jwk({ alg: 'ES384' })),
  trial('RFC 8725 §3.4', 'a point beside the curve', jwk({ x: 'A'.repeat(43) })),
  trial(
    'RFC 8725 §3.10',
    'an address to fetch a key from',
    jwk({ x5u: 'https://other.example/' }),
    PROOF,
    true,
  ),
  trial('RFC 7515 §4.1.11', 'a header that has to be understood', header({ crit: ['b64'], b64: true })),
];

const open = (scene: Scene, key: Key, proof?: ProofChanges): Asked => ({
  method: 'POST',
  path: '/v1/sessions',
  key,
  body: { consentVersion: scene.consentVersion },
  ...(proof ? { proof } : {}),
});

const judged = ({ of, tried, changes, wanted, second }: Trial): Clause => ({
  of,
  tried,
  async run(scene) {
    const key = newKey();
    await scene.wire.nonce();
    const made = await changes(scene, key);
    const { said } = await scene.wire.ask(open(scene, key, made));
    assert.equal(said, wanted);
    const other = await openSecondOpinion();
    const taken = await other.takes(`${scene.wire.origin}/v1/sessions`, key, made).finally(other.close);
    assert.equal(taken, second ?? wanted === '201', 'the second verifier');
  },
});

/** A header of DPoP made by hand: not a JWT, two of them, none. */
const spelled = (of: string, tried: string, write: (proof: string) => string | null): Clause => ({
  of,
  tried,
  async run(scene) {
    await scene.wire.nonce();
    const asked = open(scene, newKey());
    const value = write(await scene.wire.proof(asked));
    const { key: _, ...bare } = asked;
    expectSaid(await scene.wire.ask(value === null ? bare : { ...bare, headers: { DPoP: value } }), PROOF);
  },
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A session and the key it is bound to. */
async function session(scene: Scene, key = newKey()) {
  await scene.wire.nonce();
  const { body } = await scene.wire.ask(open(scene, key));
  return { key, token: String(body['session']) };
}
/** With a card token in its place the session would be refused for its type; with this call nothing but the body is missing. */
const useOf = (token: string, key: Key, more: Partial<Asked> = {}): Asked => ({
  method: 'POST',
  path: '/v1/sessions/card',
  key,
  token,
  body: {},
  ...more,
});
const bound = (
  of: string,
  tried: string,
  more: (token: string) => Partial<Asked>,
  wanted: string,
): Clause => ({
  of,
  tried,
  async run(scene) {
    const { key, token } = await session(scene);
    expectSaid(await scene.wire.ask(useOf(token, key, more(token))), wanted);
  },
});

const REACHED = '415 media-type-unsupported';

const TOKENS: readonly Clause[] = [
  bound('RFC 9449 §7.1', 'a token under the DPoP scheme is read', () => ({}), REACHED),
  bound(
    'RFC 9449 §7.1',
    'the name of a scheme has no case (RFC 9110 §11.1)',
    (token) => ({ headers: { Authorization: `dpop ${token}` } }),
    REACHED,
  ),
  bound(
    'RFC 9449 §7.2',
    'a bound token as a bearer token',
    (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
    TOKEN,
  ),
  bound('RFC 9449 §4.3(12)', 'no ath', () => ({ proof: { claims: { ath: undefined } } }), PROOF),
  bound(
    'RFC 9449 §4.3(12)',
    'ath of another token',
    () => ({ proof: { claims: { ath: 'A'.repeat(43) } } }),
    PROOF,
  ),
  bound('RFC 9449 §6', 'a token bound to another key', () => ({ key: newKey() }), TOKEN),
  {
    of: 'RFC 9449 §6.1',
    tried: 'a key is the same with its members in another order and with a name (RFC 7638 §3.3)',
    async run(scene) {
      const { key, token } = await session(scene);
      const { kty, crv, x, y } = await exportJWK(key.publicKey);
      const proof = { header: { jwk: { y, x, kid: 'mine', kty, crv } } };
      expectSaid(await scene.wire.ask(useOf(token, key, { proof })), REACHED);
    },
  },
  {
    of: 'RFC 9449 §8.2',
    tried: 'answers bring the next nonce, refusals too',
    async run(scene) {
      const good = await scene.wire.ask(open(scene, newKey()));
      const bad = await scene.wire.ask(open(scene, newKey(), { header: { typ: 'jwt' } }));
      for (const { response } of [good, bad])
        assert.match(response.headers.get('DPoP-Nonce') ?? '', /^[\w-]{32}$/);
    },
  },
  {
    of: 'RFC 9449 §7.1',
    tried: 'WWW-Authenticate names scheme and algorithms',
    async run(scene) {
      const { response } = await scene.wire.ask(open(scene, newKey(), { header: { typ: 'jwt' } }));
      assert.match(response.headers.get('WWW-Authenticate')!, /^DPoP .*algs="ES256"/);
    },
  },
  {
    of: 'RFC 9449 §9',
    tried: 'a client of somebody else (oauth4webapi) fetches the nonce and is answered',
    async run(scene) {
      const keys = await oauth.generateKeyPair('ES256');
      const DPoP = oauth.DPoP({}, keys);
      const url = new URL(`${scene.wire.origin}/v1/redemptions`);
      const options = { DPoP, [oauth.allowInsecureRequests]: true } as const;
      const once = () => oauth.protectedResourceRequest('a.b.c', 'POST', url, undefined, undefined, options);
      const first = await once().catch((error: unknown) => error);
      assert.equal(oauth.isDPoPNonceError(first), true);
      assert.equal((await once()).status, 201);
    },
  },
  {
    of: 'RFC 7638 §3',
    tried: "a kiosk's thumbprint is SHA-256 over crv, kty, x and y",
    async run({ kiosk }) {
      const { x, y } = await exportJWK(kiosk.key.publicKey);
      const text = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
      assert.equal(kiosk.thumbprint, createHash('sha256').update(text).digest('base64url'));
    },
  },
];

export const PROOFS: readonly Clause[] = [
  ...TRIALS.map(judged),
  spelled('RFC 9449 §4.3(1)', 'no proof', () => null),
  spelled('RFC 9449 §4.3(1)', 'two proofs', (proof) => `${proof}, ${proof}`),
  spelled('RFC 9449 §4.3(2)', 'not a JWT', () => randomUUID()),
  spelled('RFC 9449 §4.3(5)', 'alg none', (proof) => {
    const payload = proof.split('.')[1];
    return `${part({ typ: 'dpop+jwt', alg: 'none' })}.${payload}.`;
  }),
  spelled('RFC 9449 §4.3(5)', 'an RSA key', (proof) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [, ...rest] = proof.split('.');
    const jwkOf = publicKey.export({ format: 'jwk' });
    return [part({ typ: 'dpop+jwt', alg: 'RS256', jwk: jwkOf }), ...rest].join('.');
  }),
  ...TOKENS,
];
