import { beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { flushSteps } from '../services/step-counts.ts';
import { purge } from '../services/purge.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const counted = () =>
  rowsOf('SELECT step, outcome, sum(count) AS count FROM step_counts GROUP BY 1, 2 ORDER BY 1, 2');

describe('steps are counted', () => {
  it('by how they ended, and written by whoever flushes', async () => {
    const phone = await world.phone();
    await phone.open();
    await phone.reserve(await cardAt(0));
    await send(world, 'openSession', { key: await createDpopKey(), body: '{}' });
    expect(await counted()).toEqual([]);
    await flushSteps(world.ports, world.now);
    expect(await counted()).toEqual([
      { step: 'openSession', outcome: 'dpop-nonce-required', count: 1 },
      { step: 'openSession', outcome: 'media-type-unsupported', count: 1 },
      { step: 'openSession', outcome: 'ok', count: 2 },
      { step: 'presentCard', outcome: 'ok', count: 1 },
      { step: 'reserve', outcome: 'ok', count: 1 },
    ]);
  });

  it('on top of what other isolates wrote', async () => {
    for (let isolate = 0; isolate < 2; isolate++) {
      const other = await createWorld();
      await other.fetch('https://kaijo.test/v1/service');
      await flushSteps(other.ports, other.now);
    }
    expect(await counted()).toEqual([{ step: 'getService', outcome: 'ok', count: 2 }]);
  });

  it('and a fault of ours too, but no address that is none', async () => {
    world = await createWorld({
      wrap: (ports) => ({ ...ports, maintenance: { upcoming: () => Promise.reject(new Error('down')) } }),
    });
    await world.fetch('https://kaijo.test/v1/service');
    await world.fetch('https://kaijo.test/v1/nothing');
    await flushSteps(world.ports, world.now);
    expect(await counted()).toEqual([{ step: 'getService', outcome: 'internal', count: 1 }]);
  });

  it('and lost, with a line that says how many, when they cannot be written', async () => {
    world = await createWorld({
      wrap: ({ stepCounts, ...ports }) => ({
        ...ports,
        stepCounts: { ...stepCounts, add: () => Promise.reject(new Error('down')) },
      }),
    });
    await world.fetch('https://kaijo.test/v1/service');
    await flushSteps(world.ports, world.now);
    expect(world.logs.at(-1)).toEqual({ at: world.now, stepsLost: 1 });
  });

  it('for 400 days', async () => {
    await world.fetch('https://kaijo.test/v1/service');
    await flushSteps(world.ports, world.now);
    await purge(world.ports, world.now + 399 * 86_400);
    expect(await counted()).toHaveLength(1);
    await purge(world.ports, world.now + 401 * 86_400);
    expect(await counted()).toEqual([]);
  });
});
