import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import type { Outcome } from './matcher.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, type World } from './world.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
/** What a careless client could put where the name of a member belongs. */
const NAME = '架空　花子 19870719';

let world: World;
beforeAll(emptyDatabase);
beforeEach(async () => (world = await createWorld()));

describe('the log', () => {
  it('has one line for each request: no path, no body, no token', async () => {
    const key = await createDpopKey();
    await send(world, 'openSession', { key, body: '{"consentVersion":"2026-11"}', headers: JSON_TYPE });
    await world.fetch('https://kaijo.test/v1/somebody-s-text?q=secret');
    const [first, second] = world.logs;
    expect(first).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: world.now,
      method: 'POST',
      route: '/v1/sessions',
      status: 201,
      check: null,
      support: expect.stringMatching(/^[A-Z]{8}$/),
      ms: expect.any(Number),
      version: 'local',
    });
    expect(second).toMatchObject({ route: '/*', status: 404, check: 'not-found: path' });
    expect(world.logs).toHaveLength(2);
  });

  it('never repeats the names that a caller gave to members', async () => {
    const phone = await world.phone();
    const session = await phone.open();
    const { evidence, photo } = await (await cardAt(0)).evidence(session);
    const outside = { ...evidence, [NAME]: 1 };
    const inside = { ...evidence, surface: { ...evidence.surface, [NAME]: 1 } };
    for (const message of [outside, inside]) {
      const form = new FormData();
      form.append('data', new Blob([JSON.stringify(message)], { type: 'application/json' }));
      form.append('photo', new Blob([photo], { type: 'application/octet-stream' }), NAME);
      await send(world, 'presentCard', { key: phone.key, token: session.session, body: form });
      expect(world.check).toBe(
        message === outside
          ? 'malformed-request: unknown-member'
          : 'malformed-request: surface.unknown-member',
      );
    }
    expect(JSON.stringify(world.logs)).not.toContain(NAME);
  });

  it('of a fault has its cause, functions, time and version: nothing of whoever asked', async () => {
    const said = `D1_ERROR: D1 DB is overloaded. ${NAME}\n    at Password1 (x:1:1)`;
    const throwing = () => Promise.reject(new Error('Failed query', { cause: new Error(said) }));
    world = await createWorld({ wrap: (ports) => ({ ...ports, maintenance: { upcoming: throwing } }) });
    const key = await createDpopKey();
    await send(world, 'openSession', { key, body: '{"consentVersion":"2026-11"}', headers: JSON_TYPE });
    expect(world.logs.at(-1)).toMatchObject({
      status: 500,
      check: 'internal: d1-overloaded',
      cause: 'd1-overloaded',
      stack: expect.stringMatching(/\bthrowing < /),
      ms: expect.any(Number),
      version: 'local',
    });
    expect(JSON.stringify(world.logs)).not.toMatch(new RegExp(`${NAME}|Password1|Failed query`));
  });

  it("tells a fault of the database after a look from the matcher's own", async () => {
    const lost = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'));
    world = await createWorld({
      wrap: (ports) => ({ ...ports, faceTries: { ...ports.faceTries, unusable: lost } }),
    });
    const phone = await world.phone();
    const lineOf = async (outcome: Outcome) => {
      world.matcher.outcome = 'match';
      const card = await phone.present(await cardAt(0));
      world.matcher.outcome = outcome;
      await phone.face(card).catch(() => undefined);
      return world.logs.findLast(({ route }) => route === '/v1/reservations');
    };
    expect(await lineOf('broken')).toMatchObject({ status: 503, cause: 'matcher-rpc' });
    expect(await lineOf({ unusable: ['too-dark'] })).toMatchObject({ status: 500, cause: 'd1-network' });
  });

  it('says which member was wrong', async () => {
    const key = await createDpopKey();
    await send(world, 'openSession', { key, body: '{"consentVersion":1}', headers: JSON_TYPE });
    expect(world.check).toBe('malformed-request: consentVersion');
    await send(world, 'openSession', { key, body: '{}', headers: JSON_TYPE });
    expect(world.check).toBe('malformed-request: consentVersion');
    await send(world, 'openSession', { key, body: 'null', headers: JSON_TYPE });
    expect(world.check).toBe('malformed-request: message');
  });
});
