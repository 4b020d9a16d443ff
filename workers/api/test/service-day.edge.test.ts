import { beforeEach, expect, it } from 'vitest';
import { operate } from '../operator-calls.ts';
import { flushSteps } from '../services/step-counts.ts';
import { createStores } from '../storage/index.ts';
import { Meter } from './costs/meter.ts';
import { cardAt, createWorld, database, emptyDatabase, rowsOf, type World } from './world.ts';

const meter = new Meter(database);
let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld({ wrap: (ports) => ({ ...ports, ...createStores(meter.d1, ports.auditMac) }) });
});

async function read() {
  const reply = await operate(world.ports, 'readDay', 'a@operator.example', {});
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

it('what people did is in the day of the console, in tens, and what machines did one by one', async () => {
  const kiosk = await world.kiosk();
  await kiosk.api.call('getService');
  await (await world.phone()).reserve(await cardAt(0));
  await kiosk.claim(await cardAt(0));
  await flushSteps(world.ports, world.now, true);
  await rowsOf(`UPDATE step_counts SET count = 37 WHERE step IN ('claim', 'reserve') AND outcome = 'ok'`);
  await rowsOf(
    `INSERT INTO step_counts VALUES (?, 'claim', 'no-reservation', 50, 12)`,
    world.now - (world.now % 3_600),
  );
  const day = await read();
  expect(day.atKiosk).toBe(0);
  expect((await world.ports.overview.day(world.now, 0, 0)).atKiosk).toBe(1);
  expect(day.chains).toEqual([{ chain: '', active: 1, silent: 0 }]);
  expect(day.together).toMatchObject({ reserved: 30, begun: 30, completed: 0, facePassed: 100 });
  expect(day.hours.at(-1)).toMatchObject({ reserved: 30, begun: 30 });
  expect(day.together.claimUnder).toEqual(expect.any(Number));
  expect(day.today.find(({ call }) => call === 'claim')).toEqual({
    call: 'claim',
    done: 30,
    refused: [{ code: 'no-reservation', count: 10 }],
  });
  expect(day.crossed).toEqual([]);
  expect(day.calendar.kioskHours).toEqual({ opensAt: 390, closesAt: 1_380 });
});

it('what is over its threshold is named, as in the status', async () => {
  const add = (outcome: string, under: number, count: number) =>
    rowsOf(
      `INSERT INTO step_counts VALUES (?, 'claim', ?, ?, ?)`,
      world.now - (world.now % 3_600),
      outcome,
      under,
      count,
    );
  await add('ok', 400, 90);
  await add('ok', 1_600, 5);
  await add('internal', 50, 3);
  expect((await read()).crossed).toEqual(['claim-slow', 'step2-faults']);
});

it('kiosks in service are counted by chain, with those that are silent', async () => {
  const add = (id: string, chain: string | null, state: string, seenAgo: number) =>
    rowsOf(
      `INSERT INTO kiosks (id, thumbprint, label, chain, state, enrolled_at, last_seen_at) VALUES (?1, ?1, ?1, ?2, ?3, 0, ?4)`,
      id,
      chain,
      state,
      world.now - seenAgo,
    );
  await add('a', 'A', 'active', 60);
  await add('b', 'A', 'active', 9_000);
  await add('c', 'A', 'suspended', 9_000);
  await add('d', null, 'active', 9_000);
  expect((await read()).chains).toEqual([
    { chain: '', active: 1, silent: 1 },
    { chain: 'A', active: 2, silent: 1 },
  ]);
});

it('the page costs two trips to the database, and writes nothing', async () => {
  expect(await meter.during(read)).toMatchObject({ trips: 2, statements: 4, written: 0 });
});

it('is shown while the database is being restored, too', async () => {
  world = await createWorld({
    wrap: (ports) => ({ ...ports, settings: { ...ports.settings, paused: true } }),
  });
  expect((await read()).closures).toEqual([]);
});
