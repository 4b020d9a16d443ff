import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { endpoints } from '#schema/contract/endpoints.ts';
import { createStores } from '../storage/index.ts';
import { problemOf, refuses } from './proven.ts';
import { IN_ORDER } from './actors.ts';
import { send } from './send.ts';
import { createWorld, database, emptyDatabase, type World } from './world.ts';

const ORIGIN = 'https://kaijo.test';
let world: World;
beforeAll(emptyDatabase);
beforeEach(async () => (world = await createWorld()));

/** A body of so many kilobytes that tells how many were taken. */
function upload(kilobytes: number) {
  const taken = { kilobytes: 0, finished: false };
  const body = new ReadableStream({
    pull(controller) {
      if (taken.kilobytes >= kilobytes) {
        taken.finished = true;
        return controller.close();
      }
      taken.kilobytes += 1;
      controller.enqueue(new Uint8Array(1_024));
    },
  });
  return { body, taken };
}

describe('a body that is not wanted', () => {
  const form = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const post = (
    body: BodyInit,
    headers: Record<string, string> = form,
    path: string = endpoints.reserve.path,
  ) => world.fetch(ORIGIN + path, { method: 'POST', body, headers });

  it('is taken to its end, so that the refusal arrives', async () => {
    for (const path of [endpoints.reserve.path, '/v1/nothing', '/v1/service']) {
      const { body, taken } = upload(2_000);
      expect((await post(body, form, path)).status).toBeGreaterThanOrEqual(400);
      expect(taken).toEqual({ kilobytes: 2_000, finished: true });
    }
  });
  it('is taken where it is a little too long, too', async () => {
    const key = await createDpopKey();
    const { body, taken } = upload(100);
    const response = await send(world, 'openSession', {
      key,
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    expect([response.status, taken.finished]).toEqual([413, true]);
  });
  it('is cut off where it is longer than any good one', async () => {
    const { body, taken } = upload(100_000);
    expect((await post(body)).status).toBe(401);
    expect(taken.kilobytes).toBeLessThan(4_000);
  });
  it('is not waited for without end', async () => {
    const silent = new ReadableStream({ pull: () => new Promise(() => undefined) });
    expect((await post(silent)).status).toBe(401);
  });
});

describe('what anybody may ask', () => {
  /** The back end over a database that counts. */
  async function counted() {
    const asked = { statements: 0 };
    const counting = new Proxy(database, {
      get(target, name) {
        if (name === 'prepare' || name === 'batch') asked.statements += 1;
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    world = await createWorld({ wrap: (ports) => ({ ...ports, ...createStores(counting, ports.auditMac) }) });
    return asked;
  }
  const ask = async (path: string) => expect((await world.fetch(ORIGIN + path)).status).toBe(200);

  it.each([
    ['/v1/service', 1],
    ['/.well-known/audit-heads.json', 1],
    ['/.well-known/jwks.json', 0],
    ['/.well-known/security.txt', 0],
  ])('%s asks the database %i times in ten seconds', async (path, statements) => {
    const asked = await counted();
    for (let time = 0; time < 20; time++) await ask(path);
    world.now += 9;
    await ask(path);
    expect(asked.statements).toBe(statements);
    world.now += 1;
    await ask(path);
    expect(asked.statements).toBe(2 * statements);
  });
  it('tells the time as it is, from memory too', async () => {
    await counted();
    for (const later of [0, 5]) {
      world.now += later;
      expect(await (await world.fetch(`${ORIGIN}/v1/service`)).json()).toMatchObject({ now: world.now });
    }
  });
  it('says whom to tell of a weakness (RFC 9116)', async () => {
    const response = await world.fetch(`${ORIGIN}/.well-known/security.txt`);
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; charset=utf-8/i);
    const text = await response.text();
    expect(text).toContain('Contact: mailto:security@kaijo.test\n');
    expect(text).toContain(`Canonical: ${ORIGIN}/.well-known/security.txt\n`);
    const days = (Date.parse(/^Expires: (.*)$/m.exec(text)![1]!) / 1_000 - world.now) / 86_400;
    expect(days).toBeGreaterThan(178);
    expect(days).toBeLessThan(366);
  });
});

describe("a kiosk's budget", () => {
  const said = { body: JSON.stringify(IN_ORDER), headers: { 'Content-Type': 'application/json' } };
  const beat = (key: CryptoKeyPair) => send(world, 'heartbeat', { key, ...said });

  it('is counted by its id, once its row was read', async () => {
    const counts: string[] = [];
    world = await createWorld({
      wrap: (ports) => ({ ...ports, mayKioskAsk: async (id) => counts.push(id) > 0 }),
    });
    const kiosk = await world.kiosk();
    expect((await beat(await createDpopKey())).status).toBe(403);
    expect(counts).toEqual([]);
    expect((await beat(kiosk.key)).status).toBe(200);
    const { redemption: token } = await kiosk.api.call('openRedemption');
    expect(counts).toEqual([kiosk.id]);
    await problemOf(kiosk.api.call('renew', { token }));
    expect(counts).toEqual([kiosk.id, kiosk.id]);
  });
  refuses('rate-limited', 'a kiosk beyond its own budget', async () => {
    world = await createWorld({ wrap: (ports) => ({ ...ports, mayKioskAsk: async () => false }) });
    return beat((await world.kiosk()).key);
  });
});
