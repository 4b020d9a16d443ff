import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { generateP256 } from '#clients/lab/card/issuer/keys.ts';
import type { PublishedKeys } from '#schema/contract/published-keys.ts';
import { decodeAuthorisation, fromHex, toHex } from '#schema/contract/card.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { readConfig, type Env } from '../config.ts';
import type { TrustAnchor } from '../crypto/card-trust/pinned.ts';
import { createCrypto } from '../crypto/index.ts';
import { createWorker } from '../worker.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { createDpopKey } from '#clients/sdk/index.ts';
import { createMatcher } from './matcher.ts';
import { proofFor } from './send.ts';
import {
  cardAt,
  createWorld,
  database,
  emptyDatabase,
  lab,
  trail,
  masterRing,
  rowsOf,
  type World,
} from './world.ts';

beforeAll(emptyDatabase);

const ring = (...keys: object[]) => JSON.stringify(keys);
const named = async (kid: string) => ({ ...(await generateP256()), kid });

async function startFault(environment: Record<string, unknown>): Promise<string> {
  const env = { ...lab.environment, ...environment } as unknown as Env;
  const started = (async () => createCrypto(readConfig(env)))();
  return started.then(
    () => 'started',
    (error: Error) => error.message,
  );
}

describe('the start', () => {
  it('stops at a missing or malformed variable, naming each and showing none', async () => {
    const secret = 'short-secret';
    const fault = await startFault({
      MASTER_KEYS: ring({ kty: 'oct', kid: 'a', k: secret }),
      TICKET_KEYS: undefined,
      KIOSK_OPENS: '6:30',
    });
    expect(fault).toBe(
      'Kaijo cannot start: KIOSK_OPENS must be HH:MM; MASTER_KEYS must be 32 bytes as base64url; TICKET_KEYS is missing. See workers/README.md, "Secrets".',
    );
    expect(fault).not.toContain(secret);
  });

  it('stops at a key that cannot be used, naming its place', async () => {
    const [good, other] = [await named('a'), await named('b')];
    const faults = {
      'TICKET_KEYS[1] is not a P-256 JWK with x, y and kid': ring(good, {
        ...other,
        y: undefined,
      }),
      'TICKET_KEYS[0] is not a key of P-256': ring({ ...good, x: 'A'.repeat(43) }),
      'TICKET_KEYS[0] has no private half to sign with': ring({ ...good, d: undefined }, other),
      'TICKET_KEYS names two keys alike': ring(good, { ...other, kid: 'a' }),
    };
    for (const [fault, TICKET_KEYS] of Object.entries(faults))
      expect(await startFault({ TICKET_KEYS })).toContain(fault);
    const mixed = await startFault({ TICKET_KEYS: ring({ ...good, d: other.d }) });
    expect(mixed).toMatch(/TICKET_KEYS\[0\] (has a private and a public half|is not a key of P-256)/);
    expect(await startFault({ AUTHORITY_KEYS: ring(good) })).toContain(
      'AUTHORITY_KEYS[0] has a kid that is not 8 bytes as base64url',
    );
    expect(await startFault({ MASTER_KEYS: masterRing('A', 'A') })).toContain(
      'MASTER_KEYS names two keys alike',
    );
    expect(await startFault({ TICKET_KEYS: '[' })).toContain('TICKET_KEYS must be JSON');
  });
});

describe('the Worker', () => {
  const workerWith = (environment: Record<string, unknown>) => {
    const variables = {
      ...lab.environment,
      ...environment,
      DB: database,
      TRAIL: trail,
      MATCHER: createMatcher(),
    };
    const anchors = JSON.parse(lab.environment['ANCHORS']!) as TrustAnchor[];
    return createWorker(variables as unknown as Env, anchors, () => NOW);
  };
  const service = () => new Request('https://kaijo.test/v1/service');

  it('answers, and seals and purges when the cron calls', async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    const worker = workerWith({});
    expect((await worker.fetch(service())).status).toBe(200);
    await worker.scheduled();
    log.mockRestore();
    expect(JSON.parse(lines[0]!)).toMatchObject({ route: '/v1/service', status: 200 });
    expect(JSON.parse(lines[1]!)).toEqual({ at: NOW, sealed: 0, purged: 0 });
  });
  it('asks the limiter, where there is one that works', async () => {
    const asking = new Request(service(), { headers: { 'CF-Connecting-IP': '192.0.2.1' } });
    const statusWith = async (limit: () => Promise<{ success: boolean }>) => {
      const log = vi.spyOn(console, 'log').mockImplementation(() => {});
      const { status } = await workerWith({ RATE_LIMITER: { limit } }).fetch(asking.clone() as Request);
      log.mockRestore();
      return status;
    };
    expect(await statusWith(async () => ({ success: true }))).toBe(200);
    expect(await statusWith(async () => ({ success: false }))).toBe(429);
    expect(await statusWith(() => Promise.reject(new Error('limiter is down')))).toBe(200);
  });
  it('is not made with a malformed variable, and answers nobody with a key it cannot use', async () => {
    expect(() => workerWith({ CARD_PEPPER: 'pepper' })).toThrow('CARD_PEPPER must be 32 bytes as base64url');
    const worker = workerWith({ TICKET_KEYS: ring({ ...(await named('k')), x: 'A'.repeat(43) }) });
    await expect(worker.fetch(service())).rejects.toThrow('TICKET_KEYS[0] is not a key of P-256');
    await expect(worker.fetch(service())).rejects.toThrow('TICKET_KEYS[0] is not a key of P-256');
  });
});

/** What a proof with this nonce is told. */
async function verdictOf({ proofs }: World['ports'], nonce: string): Promise<string> {
  const url = 'https://kaijo.test/v1/sessions';
  const proof = await proofFor({ nonce: async () => nonce }, 'POST', url, { key: await createDpopKey() });
  const verified = await proofs.verify({ proof, method: 'POST', url, token: null, now: NOW });
  return verified.ok ? 'good' : verified.failure.check;
}

describe('key rotation', () => {
  it('keeps old tickets good while the old key is in the ring, and signs with the new one', async () => {
    const [first, second] = [await named('first'), await named('second')];
    const before = await createWorld({ environment: { TICKET_KEYS: ring(first) } });
    const retired = { ...first, d: undefined };
    const overlap = await createWorld({ environment: { TICKET_KEYS: ring(second, retired) } });
    const after = await createWorld({ environment: { TICKET_KEYS: ring(second) } });
    const card = await cardAt(0);
    const phone = await before.phone();
    const { ticket } = await phone.reserve(card);
    const read = async (world: typeof before) =>
      (await world.ports.tokens.read('ticket', ticket, world.now)).ok;
    expect([await read(overlap), await read(after)]).toEqual([true, false]);
    const kiosk = await overlap.kiosk();
    await kiosk.redeem(card);
    expect(await rowsOf('SELECT state FROM reservations')).toEqual([{ state: 'completed' }]);
    const fresh = await (await overlap.phone()).reserve(card);
    expect((await after.ports.tokens.read('ticket', fresh.ticket, after.now)).ok).toBe(true);
  });

  it('lets whoever began under the old master key finish under the new one', async () => {
    const at = (...keys: string[]) => createWorld({ environment: { MASTER_KEYS: masterRing(...keys) } });
    const [before, overlap, after] = [await at('O', 'N'), await at('N', 'O'), await at('N')];
    const { tokens, proofs, matchCode } = before.ports;
    const bound = { jti: crypto.randomUUID(), iat: NOW, exp: NOW + 600, cnf: { jkt: 'A'.repeat(43) } };
    const payload = { ...bound, nonce: 'A'.repeat(43), consent: '2026-11' };
    const session = await tokens.make('session', payload);
    expect(decodeProtectedHeader(session)['kid']).toBe('O');
    const nonce = await proofs.nonce(NOW);
    const taken = async ({ ports }: typeof before) => [
      (await ports.tokens.read('session', session, NOW)).ok,
      (await verdictOf(ports, nonce)) === 'good',
      (await ports.matchCode('r', 'v')) === (await matchCode('r', 'v')),
    ];
    expect(await taken(overlap)).toEqual([true, true, true]);
    expect(await taken(after)).toEqual([false, false, true]);
    const fresh = await overlap.ports.tokens.make('session', payload);
    for (const { ports } of [before, after])
      expect((await ports.tokens.read('session', fresh, NOW)).ok).toBe(true);
  });

  it('publishes public halves only, with which tickets, receipts and heads can be verified', async () => {
    const world = await createWorld({
      environment: {
        MASTER_KEYS: masterRing('N', 'O'),
        TICKET_KEYS: ring(await named('new'), await named('old')),
      },
    });
    const response = await world.fetch('https://kaijo.test/.well-known/jwks.json');
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=300');
    const { keys, rings } = (await response.json()) as PublishedKeys;
    expect(rings).toEqual({ master: ['N', 'O'], ticket: ['new', 'old'], authority: [expect.any(String)] });
    expect(keys.map((key) => Object.keys(key).sort().join())).toEqual(
      Array(2).fill('alg,crv,kid,kty,use,x,y'),
    );
    const { ticket, receipt } = await (await world.phone()).reserve(await cardAt(1));
    for (const statement of [ticket, receipt]) {
      const { protectedHeader } = await compactVerify(statement, createLocalJWKSet({ keys } as never));
      expect(protectedHeader.kid).toBe('new');
    }
  });

  it('of the card authority names the key in use to the card', async () => {
    const [old, next] = [await named('AAAAAAAAAAA'), await named('BBBBBBBBBBA')];
    const { resetAuthority } = await createCrypto(
      readConfig({ ...lab.environment, AUTHORITY_KEYS: ring(next, old) } as unknown as Env),
    );
    const half = 'A'.repeat(22);
    const whole = 'A'.repeat(43);
    const kioskId = '00112233-4455-6677-8899-aabbccddeeff';
    const permission = {
      cardId: half,
      r: half,
      kioskKeyHash: whole,
      ticketHash: whole,
      kioskId,
      notAfter: 1_800_000_060,
    };
    const sealed = decodeAuthorisation(
      (await resetAuthority.authorise(permission)) as Uint8Array<ArrayBuffer>,
    );
    expect(sealed.issuerKeyId).toEqual(fromBase64url('BBBBBBBBBBA'));
    expect(sealed).toMatchObject({ kioskId: fromHex(kioskId.replaceAll('-', '')), notAfter: 1_800_000_060 });
    expect(toHex(sealed.signature)).toHaveLength(128);
  });
});

describe('match codes', () => {
  it('are the same for one visit, different at the next, and made of characters nobody confuses', async () => {
    const { ports } = await createWorld();
    const code = await ports.matchCode('r', 'v1');
    expect(await ports.matchCode('r', 'v1')).toBe(code);
    const codes = await Promise.all(
      Array.from({ length: 300 }, (_, visit) => ports.matchCode('r', `v${visit}`)),
    );
    expect(new Set(codes).size).toBeGreaterThan(290);
    for (const each of codes) expect(each).toMatch(/^[ACDEFHJKMNPRTWXY34679]{4}$/);
    const other = await createWorld({ environment: { CARD_PEPPER: 'D'.repeat(43) } });
    expect(await other.ports.matchCode('r', 'v1')).not.toBe(code);
  });
});
