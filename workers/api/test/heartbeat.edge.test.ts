import { beforeEach, describe, expect, it } from 'vitest';
import type { Heartbeat } from '#schema/contract/kiosk.ts';
import { IN_ORDER, type Kiosk } from './actors.ts';
import { problemOf } from './proven.ts';
import { send } from './send.ts';
import { createWorld, database, emptyDatabase, issueCode, rowsOf, type World } from './world.ts';

let world: World;
let kiosk: Kiosk;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  kiosk = await world.kiosk();
});

const beat = (said: Partial<Heartbeat> = {}) =>
  kiosk.api.call('heartbeat', { message: { ...IN_ORDER, ...said } });
const heardAt = async () => (await rowsOf('SELECT last_seen_at FROM kiosks'))[0]!['last_seen_at'];

describe('a heartbeat', () => {
  it('is kept as it was said', async () => {
    await beat({ bridge: '1.2.3+abc', reader: 'missing', waiting: 2, skewSteps: -3, cardLeft: true });
    expect(
      await rowsOf('SELECT page, bridge, reader, printer, waiting, skew_steps, card_left FROM kiosks'),
    ).toEqual([
      {
        page: '0.2.0',
        bridge: '1.2.3+abc',
        reader: 'missing',
        printer: 'none',
        waiting: 2,
        skew_steps: -3,
        card_left: 1,
      },
    ]);
  });

  it('without news is written once in half an hour', async () => {
    const first = world.now;
    await beat();
    world.now += 1_799;
    await beat();
    expect(await heardAt()).toBe(first);
    world.now += 1;
    await beat();
    expect(await heardAt()).toBe(first + 1_800);
  });

  it.each([
    { page: '0.2.1' },
    { bridge: '1.0.0' },
    { reader: 'fault' },
    { printer: 'paper-out' },
    { waiting: 1 },
    { skewSteps: 1 },
    { cardLeft: true },
  ] as const)('with news is written at once: %j', async (news) => {
    await beat();
    world.now += 10;
    await beat(news);
    expect(await heardAt()).toBe(world.now);
    // And when it is over.
    world.now += 10;
    await beat();
    expect(await heardAt()).toBe(world.now);
  });

  it('that was overtaken by the same news writes no row', async () => {
    await beat({ reader: 'missing' });
    const first = world.now;
    await world.ports.visits.heard(kiosk.thumbprint, { ...IN_ORDER, reader: 'missing' }, first + 10);
    expect(await heardAt()).toBe(first);
  });

  it('is answered with the next one: soon while something is wrong', async () => {
    expect((await beat()).nextIn).toBe(900);
    expect((await beat({ skewSteps: 1 })).nextIn).toBe(900);
    for (const wrong of [
      { reader: 'missing' },
      { printer: 'paper-out' },
      { waiting: 1 },
      { skewSteps: -2 },
    ] as const)
      expect((await beat(wrong)).nextIn).toBe(300);
    expect((await beat({ cardLeft: true })).nextIn).toBe(300);
    expect((await beat()).minimumPage).toBe('0.1.0');
  });

  it.each([
    { page: 'latest' },
    { bridge: '1.2' },
    { reader: 'on fire' },
    { waiting: -1 },
    { waiting: 1_001 },
    { skewSteps: 0.5 },
    { cardLeft: 'no' },
    { lastVisit: 1 },
  ])('is refused that says %j', async (odd) => {
    const body = JSON.stringify({ ...IN_ORDER, ...odd });
    const headers = { 'Content-Type': 'application/json' };
    const problem = await problemOf(send(world, 'heartbeat', { key: kiosk.key, body, headers }));
    expect(problem.code).toBe('malformed-request');
  });
});

it('a kiosk stands where its enrolment code says', async () => {
  const code = await issueCode(world);
  await database.batch([
    database.prepare("UPDATE enrolment_codes SET chain = 'Example', store = 'Chiyoda 3', prefecture = 13"),
    database.prepare('DELETE FROM kiosks'),
  ]);
  await kiosk.api.call('enrolKiosk', { message: { code } });
  expect(await rowsOf('SELECT chain, store, prefecture, state FROM kiosks')).toEqual([
    { chain: 'Example', store: 'Chiyoda 3', prefecture: 13, state: 'pending' },
  ]);
});
