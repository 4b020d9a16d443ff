import { exportJWK } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { endpoints, type EndpointName } from '#schema/contract/endpoints.ts';
import { PROOF_LIFE } from '../crypto/nonces.ts';
import { IN_ORDER } from './actors.ts';
import { proofFor, send, withHeader, type Made, type ProofChanges } from './send.ts';
import { cardAt, createWorld, emptyDatabase, issueCode, masterRing, rowsOf, type World } from './world.ts';

let world: World;
let key: CryptoKeyPair;
beforeAll(emptyDatabase);
beforeEach(async () => {
  world = await createWorld();
  key = await createDpopKey();
});

const consent = JSON.stringify({ consentVersion: '2026-11' });
const json = { 'Content-Type': 'application/json' };

/** Status and failed check of a session asked for with this proof. */
async function open(proof: ProofChanges = {}, headers: Record<string, string> = {}) {
  const response = await send(world, 'openSession', {
    key,
    body: consent,
    headers: { ...json, ...headers },
    proof,
  });
  return `${response.status} ${world.check}`;
}

describe('a DPoP proof', () => {
  const jwkOf = async (changes: object) => ({
    header: { jwk: { ...(await exportJWK(key.publicKey)), ...changes } },
  });

  it('is taken when all of it is right', async () => {
    expect(await open()).toBe('201 null');
  });

  it('may say of its key what any signing key says', async () => {
    const said = { alg: 'ES256', use: 'sig', key_ops: ['verify'], ext: true, kid: 'mine' };
    expect(await open(await jwkOf(said))).toBe('201 null');
  });

  it('that is not good is told from a token that is not (RFC 9449 §7.1)', async () => {
    const errorOf = (made: Partial<Made>) =>
      send(world, 'presentCard', { key, token: 'a.b.c', ...made }).then(({ headers }) =>
        headers.get('WWW-Authenticate'),
      );
    expect(await errorOf({ token: 'AAAA.AAAA.AAAA', proof: { header: { typ: 'jwt' } } })).toBe(
      'DPoP error="invalid_dpop_proof", algs="ES256"',
    );
    expect(await errorOf({ token: 'AAAA.AAAA.AAAA' })).toBe('DPoP error="invalid_token", algs="ES256"');
  });

  it('may be made by any clock and name the address as URLs may be written', async () => {
    expect(await open({ claims: { iat: 4_102_444_800 } })).toBe('201 null');
    expect(await open({ claims: { htu: 'HTTPS://KAIJO.TEST:443/v1/sessions?a=b#c' } })).toBe('201 null');
  });

  const refusals: [string, () => Promise<ProofChanges> | ProofChanges][] = [
    ['dpop-typ', () => ({ header: { typ: 'jwt' } })],
    ['dpop-typ', () => ({ header: { typ: undefined } })],
    ['dpop-jwk', () => ({ header: { jwk: undefined } })],
    ['dpop-jwk', () => jwkOf({ d: 'A'.repeat(43) })],
    ['dpop-jwk', () => jwkOf({ crv: 'P-384' })],
    ['dpop-jwk', () => jwkOf({ x: 'A'.repeat(43) })],
    ['dpop-jwk', () => jwkOf({ kty: 'oct', k: 'AAAA' })],
    ['dpop-jwk', () => jwkOf({ k: 'AAAA' })],
    ['dpop-jwk', () => jwkOf({ x5u: 'https://other.test/key' })],
    ['dpop-jwk', () => jwkOf({ use: 'enc' })],
    ['dpop-jwk', () => jwkOf({ alg: 'ES384' })],
    ['dpop-jwk', () => jwkOf({ key_ops: ['sign'] })],
    ['dpop-b64', () => ({ header: { b64: true } })],
    ['dpop-crit', () => ({ header: { b64: true, crit: ['b64'] } })],
    ['dpop-signature', async () => ({ signWith: (await createDpopKey()).privateKey })],
    ['dpop-htm', () => ({ claims: { htm: 'GET' } })],
    ['dpop-htm', () => ({ claims: { htm: 'post' } })],
    ['dpop-htu', () => ({ claims: { htu: 'https://kaijo.test/v1/kiosk' } })],
    ['dpop-htu', () => ({ claims: { htu: 'https://other.test/v1/sessions' } })],
    ['dpop-htu', () => ({ claims: { htu: 'http://kaijo.test/v1/sessions' } })],
    ['dpop-htu', () => ({ claims: { htu: 'no address' } })],
    ['dpop-claims', () => ({ claims: { jti: undefined } })],
    ['dpop-claims', () => ({ claims: { jti: 'x'.repeat(129) } })],
    ['dpop-claims', () => ({ claims: { jti: 7 } })],
    ['dpop-claims', () => ({ claims: { iat: undefined } })],
  ];
  it.each(refusals)('is refused: %s', async (check, changes) => {
    expect(await open(await changes())).toBe(`401 token-refused: ${check}`);
  });

  it('is refused without a signature of its kind, in pieces, or not at all', async () => {
    const proof = await proofFor(world, 'POST', 'https://kaijo.test/v1/sessions', { key });
    const [, payload, signature] = proof.split('.');
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(key.publicKey) };
    const unencoded = withHeader(proof, { ...header, b64: false, crit: ['b64'] });
    expect(await open({}, { DPoP: unencoded })).toBe('401 token-refused: dpop-crit');
    const none = btoa(JSON.stringify({ typ: 'dpop+jwt', alg: 'none' })).replaceAll('=', '');
    expect(await open({}, { DPoP: `${none}.${payload}.` })).toBe('401 token-refused: dpop-alg');
    expect(await open({}, { DPoP: `${payload}.${signature}` })).toMatch(/^401 token-refused: dpop-/);
    expect(await open({}, { DPoP: proof.slice(0, -2) })).toBe('401 token-refused: dpop-signature');
    expect(await open({}, { DPoP: `${proof}, ${proof}` })).toMatch(/^401 token-refused: dpop-/);
    const bare = await send(world, 'openSession', { body: consent, headers: json });
    expect(`${bare.status} ${world.check}`).toBe('401 token-refused: dpop-missing');
  });

  it('must be bound to the token beside it', async () => {
    const session = await (await send(world, 'openSession', { key, body: consent, headers: json })).json();
    const { session: token } = session as { session: string };
    const ath = (value: unknown) => ({ proof: { claims: { ath: value } } });
    for (const made of [ath(undefined), ath(await world.ports.digest('another')), ath('')]) {
      await send(world, 'presentCard', { key, token, ...made });
      expect(world.check).toBe('token-refused: dpop-ath');
    }
  });
});

describe('a server nonce', () => {
  it('is asked for with the header that holds one', async () => {
    const proof = { claims: { nonce: undefined } };
    const response = await send(world, 'openSession', { key, body: consent, headers: json, proof });
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('DPoP error="use_dpop_nonce", algs="ES256"');
    const nonce = response.headers.get('DPoP-Nonce')!;
    expect(await open({ claims: { nonce } })).toBe('201 null');
  });

  it('is good for its time and not a second longer', async () => {
    const nonce = await world.ports.proofs.nonce(world.now);
    const start = world.now;
    world.now = start + PROOF_LIFE - 1 - (start % 30);
    expect(await open({ claims: { nonce } })).toBe('201 null');
    world.now = start + PROOF_LIFE;
    expect(await open({ claims: { nonce } })).toBe('401 dpop-nonce-required: nonce-not-good');
  });

  it('of another server, of the future, or of nobody is not good', async () => {
    const other = await createWorld({ environment: { MASTER_KEYS: masterRing('C') } });
    const nonces = [
      await other.ports.proofs.nonce(world.now),
      await world.ports.proofs.nonce(world.now + 3_600),
      '',
      'A'.repeat(32),
      '\u0000',
    ];
    for (const nonce of nonces)
      expect(await open({ claims: { nonce } })).toBe('401 dpop-nonce-required: nonce-not-good');
  });
});

describe('a proof sent twice', () => {
  const twice = async (name: EndpointName, made: Made) => {
    const { method, path } = endpoints[name];
    const proof = await proofFor(world, method, `https://kaijo.test${path}`, made);
    const ask = () => send(world, name, { ...made, headers: { ...made.headers, DPoP: proof } });
    return [(await ask()).status, (await ask()).status];
  };
  it('is answered where nothing is changed', async () => {
    const kiosk = await world.kiosk();
    const phone = await world.phone();
    const { ticket: token } = await phone.reserve(await cardAt(2));
    expect(await twice('openSession', { key, body: consent, headers: json })).toEqual([201, 201]);
    expect(await twice('getReservation', { key: phone.key, token })).toEqual([200, 200]);
    expect(
      await twice('heartbeat', { key: kiosk.key, body: JSON.stringify(IN_ORDER), headers: json }),
    ).toEqual([200, 200]);
    expect(await twice('openRedemption', { key: kiosk.key })).toEqual([201, 201]);
  });
});

describe("a proof's jti", () => {
  const enrol = (body: string, proof: string) =>
    send(world, 'enrolKiosk', { body, headers: { ...json, DPoP: proof } });
  const bodyOf = (code: string) => JSON.stringify({ code });
  const proof = (holder: CryptoKeyPair, jti: string) =>
    proofFor(world, 'POST', 'https://kaijo.test/v1/kiosk/enrolment', {
      key: holder,
      proof: { claims: { jti } },
    });

  it('is good for one change', async () => {
    const phone = await world.phone();
    const { ticket } = await phone.reserve(await cardAt(0));
    const made = await proofFor(world, 'DELETE', 'https://kaijo.test/v1/reservations/current', {
      key: phone.key,
      token: ticket,
    });
    const cancel = () => send(world, 'cancelReservation', { token: ticket, headers: { DPoP: made } });
    expect((await cancel()).status).toBe(200);
    await rowsOf("UPDATE reservations SET state = 'reserved', ended_at = NULL, version = version + 1");
    expect((await cancel()).status).toBe(401);
    expect(world.check).toBe('token-refused: dpop-jti');
  });

  it('cannot be used up by a stranger, nor by a request that changed nothing', async () => {
    const [stranger, kiosk] = [await createDpopKey(), await createDpopKey()];
    await enrol(bodyOf(await issueCode(world)), await proof(stranger, 'the same'));
    const own = await proof(kiosk, 'the same');
    expect((await enrol(bodyOf('WRONG'), own)).status).toBe(403);
    expect((await enrol(bodyOf(await issueCode(world)), own)).status).toBe(201);
  });
});
