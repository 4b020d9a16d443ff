import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { PROBLEM_CODES } from '#schema/contract/problem.ts';
import type { Ports } from '../ports/index.ts';
import texts from '../routes/problem-texts.json';
import { refuses } from './proven.ts';
import { proofFor, send, type Made } from './send.ts';
import { FRAMES } from './actors.ts';
import { cardAt, createWorld, emptyDatabase, type World } from './world.ts';

const ORIGIN = 'https://kaijo.test';
const ENGLISH = { 'Accept-Language': 'en' };
const JSON_TYPE = { 'Content-Type': 'application/json', ...ENGLISH };
let world: World;
let key: CryptoKeyPair;
beforeAll(async () => {
  await emptyDatabase();
  key = await createDpopKey();
});
beforeEach(async () => (world = await createWorld()));

const open = (made: Partial<Made>) => send(world, 'openSession', { key, headers: JSON_TYPE, ...made });
const broken = (what: Partial<Ports>) => createWorld({ wrap: (ports) => ({ ...ports, ...what }) });

describe('a message', () => {
  const malformed: Record<string, string> = {
    'not JSON': '{"consentVersion":',
    'another type': '{"consentVersion":1}',
    'one member too many': '{"consentVersion":"2026-11","more":true}',
    'an array': '["2026-11"]',
    null: 'null',
    'nothing at all': '',
    'a name of every object': '{"consentVersion":"2026-11","toString":1}',
    'a prototype': '{"consentVersion":"2026-11","__proto__":{"consentVersion":"2026-11"}}',
    'a prototype alone': '{"__proto__":{"consentVersion":"2026-11"}}',
    'a longer text than there is': JSON.stringify({ consentVersion: 'x'.repeat(33) }),
  };
  it.each(Object.entries(malformed))('of %s is refused', async (_, body) => {
    expect((await open({ body })).status).toBe(400);
    expect(world.check).toMatch(/^malformed-request: /);
  });
  refuses('malformed-request', 'bytes that are no UTF-8', () =>
    open({ body: new Uint8Array([0x22, 0xff, 0x22]) }),
  );
  refuses('body-too-large', 'more than the call takes', () =>
    open({ body: JSON.stringify({ consentVersion: 'x'.repeat(2_000) }) }),
  );
  refuses('body-too-large', 'a stream that never said how long it is', () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4_096)) });
    return open({ body: endless });
  });
  refuses('body-too-large', 'a body where none belongs', async () => {
    const { key: kioskKey } = await world.kiosk();
    return world.fetch(`${ORIGIN}/v1/redemptions`, {
      method: 'POST',
      body: 'x',
      headers: { DPoP: await proofFor(world, 'POST', `${ORIGIN}/v1/redemptions`, { key: kioskKey }) },
    });
  });
  refuses('media-type-unsupported', 'a form', () =>
    open({
      body: 'consentVersion=2026-11',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...ENGLISH },
    }),
  );
  it('that breaks off is refused, and is no fault of ours', async () => {
    const cut = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"consent'));
        controller.error(new Error('gone'));
      },
    });
    expect((await open({ body: cut })).status).toBe(400);
  });
});

describe('a form with files', () => {
  const cardForm = async (change: (form: FormData) => void) => {
    const phone = await world.phone();
    const session = await phone.open();
    const { evidence, photo } = await (await cardAt(0)).evidence(session);
    const form = new FormData();
    form.append('data', new Blob([JSON.stringify(evidence)], { type: 'application/json' }));
    form.append('photo', new Blob([photo], { type: 'application/octet-stream' }), 'photo');
    change(form);
    return send(world, 'presentCard', { key: phone.key, token: session.session, body: form });
  };
  const png = () => new Blob([FRAMES[0]!], { type: 'image/png' });
  const photoOf = (bytes: number) => new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' });

  refuses('malformed-request', 'without its message', () => cardForm((form) => form.delete('data')));
  refuses('malformed-request', 'with two messages', () => cardForm((form) => form.append('data', '{}')));
  refuses('malformed-request', 'without its file', () => cardForm((form) => form.delete('photo')));
  refuses('malformed-request', 'with a file too many', () =>
    cardForm((form) => form.append('photo', photoOf(1), 'p')),
  );
  refuses('malformed-request', 'with a part nobody asked for', () =>
    cardForm((form) => form.append('more', 'x')),
  );
  refuses('malformed-request', 'with text for a file', () => cardForm((form) => form.set('photo', 'x')));
  refuses('media-type-unsupported', 'with a file of another kind', () =>
    cardForm((form) => form.set('photo', png(), 'p')),
  );
  refuses('body-too-large', 'with a message too long', () =>
    cardForm((form) => form.set('data', new Blob([' '.repeat(65_537)], { type: 'application/json' }))),
  );
  refuses('body-too-large', 'with a file too long', () =>
    cardForm((form) => form.set('photo', photoOf(65_537), 'p')),
  );
  refuses('malformed-request', 'that is none', async () => {
    const phone = await world.phone();
    const { session } = await phone.open();
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    return send(world, 'presentCard', { key: phone.key, token: session, body: '--y\r\n', headers });
  });
});

describe('an address', () => {
  const ask = (method: string, path: string) => world.fetch(ORIGIN + path, { method, headers: ENGLISH });
  refuses('not-found', 'one that is not there', () => ask('GET', '/v1/nothing'));
  refuses('not-found', 'one with odd characters', () => ask('GET', '/v1/%00%E0%A4%A/../..;/予約'));
  refuses('method-not-allowed', 'a method it has not', () => ask('PUT', '/v1/service'));
  refuses('method-not-allowed', 'OPTIONS: pages of other origins have no business here', () =>
    ask('OPTIONS', '/v1/sessions'),
  );
  it('says which methods it has, and answers HEAD like GET without a body', async () => {
    expect((await ask('POST', '/v1/service')).headers.get('Allow')).toBe('GET, HEAD');
    expect((await ask('GET', '/v1/sessions')).headers.get('Allow')).toBe('POST');
    expect((await ask('POST', '/v1/reservations/current')).headers.get('Allow')).toBe('GET, HEAD, DELETE');
    const head = await ask('HEAD', '/v1/service');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
  refuses('misdirected-request', 'another name than the service has', () =>
    world.fetch('https://kaijo-api-production.somebody.workers.dev/v1/service', { headers: ENGLISH }),
  );
  it('is refused under every name and scheme but its own', async () => {
    for (const origin of [
      'http://kaijo.test',
      'https://kaijo.test:8443',
      'https://www.kaijo.test',
      'https://192.0.2.1',
    ])
      for (const path of ['/v1/service', '/.well-known/jwks.json', '/v1/nothing'])
        expect((await world.fetch(origin + path)).status).toBe(421);
  });
  refuses('dpop-nonce-required', 'the first request of a client', () =>
    open({ proof: { claims: { nonce: 'first' } } }),
  );
  refuses('token-refused', 'no token where one belongs', () => send(world, 'renew', { key }));
  refuses('token-refused', 'a bearer token', () =>
    send(world, 'renew', { key, headers: { Authorization: 'Bearer x.y.z' } }),
  );
});

describe('the service', () => {
  refuses('rate-limited', 'an address that asks far too often', async () => {
    world = await broken({ mayAsk: async (network) => network !== '2001:db8:0:7' });
    const headers = { 'CF-Connecting-IP': '2001:db8:0:7:1:2:3:4', ...ENGLISH };
    return world.fetch(`${ORIGIN}/v1/service`, { headers });
  });
  refuses('rate-limited', 'one that asks for what is published', async () => {
    world = await broken({ mayAsk: async () => false });
    const headers = { 'CF-Connecting-IP': '192.0.2.1' };
    return world.fetch(`${ORIGIN}/.well-known/audit-heads.json`, { headers });
  });
  const askBroken = async () => {
    const secret = 'SELECT * FROM 花子';
    world = await broken({ maintenance: { upcoming: () => Promise.reject(new TypeError(secret)) } });
    return world.fetch(`${ORIGIN}/v1/service`);
  };
  refuses('internal', 'a fault of ours', askBroken);
  it('tells nothing of a fault of ours but the id to ask with', async () => {
    const text = await (await askBroken()).text();
    expect(text + JSON.stringify(world.logs)).not.toMatch(/SELECT|花子/);
    expect(world.check).toBe('internal: bug');
    expect(text).toContain(String(world.logs.at(-1)!['requestId']));
  });
  it('turns away a household, not its neighbour', async () => {
    world = await broken({ mayAsk: async (network) => network !== '2001:db8:0:7' });
    const from = async (address: string) =>
      (await world.fetch(`${ORIGIN}/v1/service`, { headers: { 'CF-Connecting-IP': address } })).status;
    expect(await Promise.all(['2001:db8::7:9:9:9:9', '2001:db8:0:8::1', '192.0.2.1'].map(from))).toEqual([
      429, 200, 200,
    ]);
  });
  it('tells what a reservation made now is worth', async () => {
    const reply = await (await world.fetch(`${ORIGIN}/v1/service`)).json();
    const closing = world.now + 6 * 3_600;
    expect(reply).toMatchObject({
      now: world.now,
      phone: { open: true, until: null },
      kiosk: { open: true, until: closing },
      reservation: {
        expiresAt: world.now + 86_400,
        windows: [
          { from: world.now, until: closing },
          { from: closing + 7.5 * 3_600, until: world.now + 86_400 },
        ],
      },
    });
  });
  it('publishes how well it tells faces apart, for the weights it decides with', async () => {
    const response = await world.fetch(`${ORIGIN}/.well-known/biometric-performance.json`);
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=3600');
    const { embedReference } = world.matcher;
    expect(await response.text()).toContain((await embedReference(new Uint8Array(9))).model.digest);
  });
  it('lets no answer be kept, but for what it publishes', async () => {
    const { headers } = await world.fetch(`${ORIGIN}/v1/service`);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Strict-Transport-Security')).toBe('max-age=63072000');
    const heads = await world.fetch(`${ORIGIN}/.well-known/audit-heads.json`);
    expect(heads.headers.get('Cache-Control')).toBe('public, max-age=60');
  });
  it('lets nobody keep a fault of ours', async () => {
    const { audit } = world.ports;
    world = await broken({ audit: { ...audit, heads: () => Promise.reject(new Error('no database')) } });
    const { status, headers } = await world.fetch(`${ORIGIN}/.well-known/audit-heads.json`);
    expect([status, headers.get('Cache-Control')]).toEqual([500, 'no-store']);
  });
});

describe('what a refusal says', () => {
  it.each([
    ['ja', 'ja'],
    ['en-GB, ja;q=0.5', 'en'],
    ['fr, en;q=0.2, ja;q=0.1', 'en'],
    ['ja;q=0.1, en;q=0.2', 'en'],
    ['', 'ja'],
    ['zh-CN', 'ja'],
    [';;q=,,*', 'ja'],
  ] as const)('is in the language asked for: %s', async (asked, language) => {
    const response = await world.fetch(`${ORIGIN}/v1/nothing`, { headers: { 'Accept-Language': asked } });
    const { title } = (await response.json()) as { title: string };
    expect(title).toBe(texts[language]['not-found'].title);
    expect(response.headers.get('Content-Language')).toBe(language);
    expect(response.headers.get('Vary')).toBe('Accept-Language');
  });
  it.each(PROBLEM_CODES)('about %s has a sentence and a next step in both languages', (code) => {
    for (const text of [texts.ja, texts.en]) {
      const { title, ...details } = text[code];
      expect(title.length).toBeGreaterThan(5);
      for (const detail of Object.values(details)) {
        expect(detail).not.toBe(title);
        expect(detail).toMatch(/[。.]$/);
      }
    }
  });
  it('about pictures does not say that no try was charged', () => {
    for (const text of [texts.ja, texts.en])
      expect(text['face-unusable'].detail).not.toMatch(/回数|\btr(y|ies)\b/);
  });
});
