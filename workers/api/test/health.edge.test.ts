import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readHealth } from '../routes/health.ts';
import { createWorld, emptyDatabase } from './world.ts';

beforeEach(emptyDatabase);
const ask = async (world: { fetch: typeof fetch }) => {
  const response = await world.fetch('https://kaijo.test/healthz');
  const { version, ...found } = (await response.json()) as Record<string, unknown>;
  expect(version).toBe('local');
  return [response.status, found];
};
const lost = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'));

describe('/healthz', () => {
  it('says that database and matcher answer, and is no step of a person', async () => {
    const world = await createWorld();
    expect(await ask(world)).toEqual([200, { ok: true, database: 'ok', matcher: 'ok' }]);
    expect(world.ports.steps.take(world.now, true)).toEqual([]);
  });

  it('says which of them does not, and why', async () => {
    const database = await createWorld({ wrap: (ports) => ({ ...ports, maintenance: { upcoming: lost } }) });
    expect(await ask(database)).toEqual([503, { ok: false, database: 'd1-network', matcher: 'ok' }]);
    const looks = await createWorld({
      wrap: (ports) => ({
        ...ports,
        matcher: { ...ports.matcher, warm: () => Promise.reject(new Error('花子')) },
      }),
    });
    expect(await ask(looks)).toEqual([503, { ok: false, database: 'ok', matcher: 'matcher-rpc' }]);
  });

  it('waits for none of them longer than it was told', async () => {
    const never = () => new Promise<never>(() => undefined);
    const { ports } = await createWorld();
    const stuck = { maintenance: { upcoming: never }, matcher: { ...ports.matcher, warm: never } };
    const found = await readHealth(stuck, 0, 20);
    expect(found).toEqual({ ok: false, database: 'd1-timeout', matcher: 'matcher-timeout' });
  });

  it('asks them once in ten seconds, however often it is asked', async () => {
    const upcoming = vi.fn<() => Promise<never[]>>(async () => []);
    const world = await createWorld({ wrap: (ports) => ({ ...ports, maintenance: { upcoming } }) });
    for (let call = 0; call < 5; call++) await ask(world);
    expect(upcoming).toHaveBeenCalledTimes(1);
    world.now += 10;
    await ask(world);
    expect(upcoming).toHaveBeenCalledTimes(2);
  });

  it('turns away who asks too often, and answers under its own name alone', async () => {
    const world = await createWorld({ wrap: (ports) => ({ ...ports, mayAsk: async () => false }) });
    const from = { headers: { 'CF-Connecting-IP': '192.0.2.1' } };
    expect((await world.fetch('https://kaijo.test/healthz', from)).status).toBe(429);
    expect((await world.fetch('https://other.test/healthz')).status).toBe(421);
  });
});
