import { beforeEach, describe, expect, it } from 'vitest';
import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { TRAIL_TAIL } from '#schema/contract/retention.ts';
import { purge } from '../services/purge.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { cardAt, createWorld, database, emptyDatabase, rowsOf, trail, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  await (await world.kiosk()).redeem((await visited())!);
});

async function visited() {
  const card = await cardAt(0);
  await (await world.phone()).reserve(card);
  return card;
}

const eventsLeft = async () =>
  (await rowsOf('SELECT seq FROM audit_events ORDER BY seq')).map(({ seq }) => seq);
const later = async () => {
  world.now += TRAIL_TAIL + 1;
  await sealAudit(world.ports, world.now);
  await purge(world.ports, world.now);
};

const verdict = () =>
  verifyService(localDatabase(database as never), world.ports.tokens.jwks() as never, {
    now: world.now,
    segments: { after: (link) => world.ports.segments.after(link) },
  });

/** These tests put their kiosk in service by hand. */
const contradictions = [expect.objectContaining({ fault: 'kiosk-differs' })];

describe('what was sealed a week ago', () => {
  beforeEach(() => sealAudit(world.ports, world.now));

  it('leaves the database, and the trail is verified from the segments', async () => {
    await visited();
    await later();
    expect(await eventsLeft()).toEqual([7, 8]);
    expect(await verdict()).toMatchObject({ from: 1, events: 8, fault: null, contradictions });
    await later();
    expect(await eventsLeft()).toEqual([]);
    expect(await verdict()).toMatchObject({ from: 1, events: 8, heads: 2, fault: null, contradictions });
  });

  it('stays where no segment of that head is kept', async () => {
    const { objects } = await trail.list();
    await trail.delete(objects.map(({ key }) => key));
    await later();
    expect(await eventsLeft()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is numbered on behind', async () => {
    await later();
    await visited();
    expect(await eventsLeft()).toEqual([7, 8]);
    await sealAudit(world.ports, world.now);
    expect(await verdict()).toMatchObject({ from: 1, events: 8, fault: null, contradictions });
  });
});
