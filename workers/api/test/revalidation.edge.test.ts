import { beforeEach, describe, expect, it } from 'vitest';
import { type Kiosk, type Phone } from './actors.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
let phone: Phone;
let kiosk: Kiosk;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  phone = await world.phone();
  kiosk = await world.kiosk();
});

const asking = (tag: string | null) => ({ headers: tag === null ? {} : { 'If-None-Match': tag } });
const service = (tag: string | null = null) => send(world, 'getService', asking(tag));
const poll = (token: string, tag: string | null = null) =>
  send(world, 'getReservation', { key: phone.key, token, ...asking(tag) });
const tagOf = (response: Response) => response.headers.get('ETag')!;
const closure = (from: number, until: number) =>
  rowsOf(
    `INSERT INTO maintenance_windows (id, from_at, until_at, scope) VALUES ('m', ${from}, ${until}, 'both')`,
  );

describe('the state of a reservation', () => {
  it('is not sent again while nothing changed but the time', async () => {
    const { ticket } = await phone.reserve(await cardAt(0));
    world.now += 1;
    const first = await poll(ticket);
    world.now += 3_600;
    const again = await poll(ticket, `"other", ${tagOf(first)}`);
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('Kaijo-Now')).toBe(String(world.now));
    expect(again.headers.get('DPoP-Nonce')).not.toBeNull();
  });

  it('is sent whole when a kiosk takes it, gives the match code, and ends it', async () => {
    const card = await cardAt(0);
    const { ticket } = await phone.reserve(card);
    world.now += 1;
    const tags = [tagOf(await poll(ticket))];
    const visit = await kiosk.claim(card);
    const statuses: number[] = [];
    const look = async () => {
      const seen = await poll(ticket, tags.at(-1)!);
      statuses.push(seen.status);
      tags.push(tagOf(seen));
    };
    await look();
    await look();
    await kiosk.authorise(visit, card);
    await look();
    world.now += 600;
    await look();
    expect(statuses).toEqual([200, 304, 304, 200]);
  });

  it('is sent whole when a closure is planned within it, and when a window closes', async () => {
    const { ticket } = await phone.reserve(await cardAt(0));
    world.now += 1;
    const before = tagOf(await poll(ticket));
    await closure(world.now + 3_600, world.now + 7_200);
    // Closures are remembered for ten seconds.
    world.now += 11;
    const planned = await poll(ticket, before);
    expect(planned.status).toBe(200);
    world.now += 3_600;
    expect((await poll(ticket, tagOf(planned))).status).toBe(200);
  });
});

describe('the state of the service', () => {
  it('is sent once a minute at most while nothing changed', async () => {
    world.now -= world.now % 60;
    const tag = tagOf(await service());
    world.now += 59;
    expect((await service(tag)).status).toBe(304);
    world.now += 1;
    expect((await service(tag)).status).toBe(200);
  });

  it('is sent whole when the calendar changes', async () => {
    world.now -= world.now % 60;
    const tag = tagOf(await service());
    await closure(world.now + 86_400 * 10, world.now + 86_400 * 11);
    // Closures are remembered for ten seconds.
    world.now += 11;
    expect((await service(tag)).status).toBe(200);
  });

  it('has the calendar ahead and who answers for it', async () => {
    await closure(world.now + 60, world.now + 120);
    const { calendar, operator } = (await (await service()).json()) as Record<string, object>;
    expect(calendar).toMatchObject({
      kioskHours: { opensAt: 390, closesAt: 1_380 },
      closed: [{ from: world.now + 60, scope: 'both', reason: 'maintenance', note: null }],
    });
    expect(operator).toEqual(world.ports.settings.operator);
  });
});

it('a refusal has no tag, and other calls none either', async () => {
  const { ticket } = await phone.reserve(await cardAt(0));
  await rowsOf('DELETE FROM reservations');
  expect(tagOf(await poll(ticket, '*'))).toBeNull();
});

describe('an operator', () => {
  it.each([
    ['no JSON', 'Kaijo'],
    ['a name in one language', { name: { ja: 'x' } }],
    ['an address that is not encrypted', { privacyUrl: 'http://kaijo.test/privacy' }],
    ['a telephone of words', { telephone: 'call us' }],
    ['a store that no browser opens', { app: { ios: null, android: 'market://kaijo' } }],
    ['a member nobody knows', { fax: '1' }],
    ['more than fits', { name: { ja: 'x'.repeat(6_000), en: 'x' } }],
  ])('with %s does not start', async (_, wrong) => {
    const OPERATOR =
      typeof wrong === 'string' ? wrong : JSON.stringify({ ...world.ports.settings.operator, ...wrong });
    await expect(createWorld({ environment: { OPERATOR } })).rejects.toThrow(/cannot start: OPERATOR /);
  });
});
