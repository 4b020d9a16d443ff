import { beforeEach, describe, expect, it } from 'vitest';
import { operate } from '../operator-calls.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { IN_ORDER } from './actors.ts';
import { problemOf } from './proven.ts';
import { act, confirmedKiosk } from './restore/service.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  // 17:00 in Japan.
  world = await createWorld();
});

const HOUR = 60;
const set = (thumbprint: string, opensAt: number, closesAt: number) =>
  act(world, 'setHours', { shown: [thumbprint], hours: { opensAt, closesAt } });

describe('a kiosk with hours of its own', () => {
  it('is told them, claims nothing outside of them, and stands beside others that do', async () => {
    const [office, store] = [await confirmedKiosk(world), await confirmedKiosk(world)];
    expect((await set(office.thumbprint, 8 * HOUR, 17 * HOUR)).done).toHaveLength(1);
    await (await world.phone()).reserve(await cardAt(0));
    const { code, retryAfter } = await problemOf(office.claim(await cardAt(0)));
    expect([code, retryAfter]).toEqual(['kiosk-closed', 15 * 3_600]);
    const heard = await office.api.call('heartbeat', { message: IN_ORDER });
    expect([heard.opening, heard.calendar.kioskHours]).toEqual([
      { open: false, until: world.now + 15 * 3_600, reason: 'hours' },
      { opensAt: 8 * HOUR, closesAt: 17 * HOUR },
    ]);
    await store.redeem(await cardAt(0));
  });

  it('has those of the service again when it has none, and never more', async () => {
    const kiosk = await confirmedKiosk(world);
    const hoursOf = async () =>
      (await kiosk.api.call('heartbeat', { message: IN_ORDER })).calendar.kioskHours;
    const service = await hoursOf();
    await set(kiosk.thumbprint, 0, 24 * HOUR);
    expect(await hoursOf()).toEqual(service);
    await set(kiosk.thumbprint, 9 * HOUR, 18 * HOUR);
    await act(world, 'setHours', { shown: [kiosk.thumbprint], hours: null });
    expect(await hoursOf()).toEqual(service);
    await sealAudit(world.ports, world.now);
    expect(
      await rowsOf(`SELECT detail ->> 'opensAt' AS opens, detail ->> 'actor' AS actor, "foreign" FROM audit_events
        WHERE kind = 'kiosk-hours' ORDER BY seq`),
    ).toMatchObject([
      { opens: 0, foreign: 0 },
      { opens: 540, foreign: 0 },
      { opens: null, foreign: 0 },
    ]);
  });

  it('is not silent while it is closed', async () => {
    const kiosk = await confirmedKiosk(world);
    const silentAt = async (minutes: number) => {
      world.now += minutes * 60;
      const status = await act(world, 'readStatus', {});
      return status.kiosks.silent;
    };
    await set(kiosk.thumbprint, 8 * HOUR, 18 * HOUR);
    // 17:59, 18:00, then 8:49 and 8:50 of the next day.
    expect([await silentAt(59), await silentAt(1), await silentAt(889), await silentAt(1)]).toEqual([
      1, 0, 0, 1,
    ]);
  });

  it.each([
    [{ opensAt: 600, closesAt: 600 }],
    [{ opensAt: -1, closesAt: 60 }],
    [{ opensAt: 0, closesAt: 1_441 }],
  ])('has no such ones: %j', async (hours) => {
    const reply = await operate(world.ports, 'setHours', 'a@operator.example', { shown: ['x'], hours });
    expect(reply).toMatchObject({ ok: false, code: 'malformed-request' });
  });
});
